import { countOf, excerptOf } from '../excerpt';
import type { ZipEntry } from './directory';
import { damagedZip, unsupportedZip, zipBomb } from './refusal';

export interface ZipLimits {
  readonly entries: number;
  /** Bytes unpacked, all entries together. */
  readonly totalSize: number;
  /** Bytes unpacked for each byte packed. A flat line in text packs 200 to 1, real ECG 1.3 to 10 to 1. */
  readonly ratio: number;
  /** Entries below this size may have any ratio. */
  readonly smallEntrySize: number;
}

/** The whole of LUDB has 2,800 files; PTB-XL at 500 Hz, as large as a tab can hold, about 2 GB. */
export const ZIP_LIMITS: ZipLimits = {
  entries: 20_000,
  totalSize: 2 * 2 ** 30,
  ratio: 250,
  smallEntrySize: 4 * 2 ** 20,
};

const LOCAL_HEADER_LENGTH = 30;
export const STORED = 0;
export const DEFLATED = 8;

/**
 * Refuses a ZIP before anything of it is unpacked. Sizes that lie are caught while unpacking, where the real bytes are
 * counted. Throws `LabError`: `zip-bomb`, `zip-encrypted`, `zip-method-unsupported`, `zip-damaged`.
 */
export function checkEntries(path: string, entries: readonly ZipEntry[], limits: ZipLimits): void {
  if (entries.length > limits.entries) {
    throw zipBomb(path, 'number of files', `at most ${limits.entries}`, String(entries.length));
  }
  for (const entry of entries) checkEntry(path, entry, limits);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.totalSize) {
    throw zipBomb(path, 'unpacked size', `at most ${countOf(limits.totalSize, 'byte')}`, String(total));
  }
  requireDisjoint(path, entries);
}

function checkEntry(path: string, entry: ZipEntry, { ratio, smallEntrySize }: ZipLimits): void {
  const label = excerptOf(entry.name);
  if (entry.encrypted) {
    throw unsupportedZip(path, 'zip-encrypted', `file ${label}`, 'a file without a password', 'an encrypted one');
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    const expected = 'stored (0) or deflated (8)';
    const found = String(entry.method);
    throw unsupportedZip(path, 'zip-method-unsupported', `file ${label}, packing method`, expected, found);
  }
  if (entry.method === STORED && entry.size !== entry.compressedSize) {
    const expected = countOf(entry.compressedSize, 'byte');
    throw damagedZip(path, `file ${label}, size`, expected, countOf(entry.size, 'byte'));
  }
  if (entry.size > smallEntrySize && entry.size > ratio * entry.compressedSize) {
    const found = `${countOf(entry.size, 'byte')} from ${entry.compressedSize}`;
    throw zipBomb(path, `file ${label}, packing ratio`, `at most ${ratio} to 1`, found);
  }
}

/** Bombs without nesting let many entries share one packed kernel (Fifield, "A better zip bomb", WOOT 2019). */
function requireDisjoint(path: string, entries: readonly ZipEntry[]): void {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  let end = 0;
  for (const { name, offset, compressedSize } of ordered) {
    if (offset < end) {
      throw zipBomb(path, `file ${excerptOf(name)}`, 'files that lie one after the other', 'files that overlap');
    }
    end = offset + LOCAL_HEADER_LENGTH + compressedSize;
  }
}
