import { LabError } from '../../domain/problem';
import { isCompanion, isSystemJunk } from '../companion-files';
import type { ContainerReader } from '../container';
import { listOf } from '../excerpt';
import { extensionOf, type SourceFile } from '../source-file';
import { readDirectory, type ZipEntry } from './directory';
import { EntryReader } from './entry-reader';
import { checkEntries, ZIP_LIMITS } from './limits';
import { unsupportedZip } from './refusal';

/** ZIP archives, stored or deflated. A ZIP inside a ZIP is not opened. */
export const zip: ContainerReader = {
  id: 'zip',
  recognises: async (file) => extensionOf(file.path) === 'zip' || hasZipMark(await file.read(0, 4)),
  expand: expandZip,
};

/** `PK` and the mark of a local header, or of the end of an empty archive. */
function hasZipMark(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  return (bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6);
}

async function expandZip(archive: SourceFile): Promise<readonly SourceFile[]> {
  const entries = await readDirectory(archive);
  checkEntries(archive.path, entries, ZIP_LIMITS);
  const readers = new RecentReaders();
  const files = entries
    .filter(({ name }) => !/[\\/]$/.test(name))
    .map((entry) => fileInside(archive, entry, readers))
    .filter(({ path }) => !isSystemJunk(path));
  if (files.length === 0) throw emptyZip(archive.path);
  if (files.every((file) => extensionOf(file.path) === 'zip' || isCompanion(file))) refuseNested(archive.path, files);
  return files;
}

function fileInside(archive: SourceFile, entry: ZipEntry, readers: RecentReaders): SourceFile {
  const path = `${archive.path}/${harmlessName(entry.name)}`;
  return {
    path,
    size: entry.size,
    read: (from = 0, to = entry.size) =>
      readers.of(entry, () => new EntryReader(archive, entry, path)).read(from, Math.min(to, entry.size)),
  };
}

/** Entries that stay open, so that the next slice of one goes on where the last ended: the signals of a record and their annotations. */
const MOST_OPEN = 4;

class RecentReaders {
  /** Longest unused first. */
  private readonly open = new Map<ZipEntry, EntryReader>();

  of(entry: ZipEntry, create: () => EntryReader): EntryReader {
    const reader = this.open.get(entry) ?? create();
    this.open.delete(entry);
    this.open.set(entry, reader);
    for (const oldest of this.open.keys()) {
      if (this.open.size <= MOST_OPEN) break;
      this.open.delete(oldest);
    }
    return reader;
  }
}

/** A name that stays inside: no way up, no drive, no leading slash. */
function harmlessName(name: string): string {
  const parts = name
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part));
  return parts.join('/') || 'unnamed';
}

/** One ZIP among other files is left to be reported as a file of another kind; nothing but ZIPs deserves its own sentence. */
function refuseNested(path: string, files: readonly SourceFile[]): void {
  const nested = files
    .filter((file) => extensionOf(file.path) === 'zip')
    .map((file) => file.path.slice(path.length + 1));
  if (nested.length === 0) return;
  throw unsupportedZip(path, 'zip-nested', 'files in it', 'records, not a ZIP inside the ZIP', listOf(nested));
}

function emptyZip(path: string): LabError {
  const fix = 'Pack the files again, or open them without a ZIP.';
  return new LabError({
    code: 'zip-empty',
    file: path,
    field: 'files in it',
    expected: 'at least one',
    found: 'none',
    at: '',
    fix,
  });
}
