import { problemOf } from '../../domain/problem';
import type { Claim } from '../format';
import { extensionOf, folderOf, type SourceFile, withoutExtension } from '../source-file';
import { groupedBy } from './grouped-by';
import { type MultiSegmentHeader, parseHeader, type WfdbHeader } from './header';

/** Annotators in order of preference: the reference first, then the detectors of the WFDB software. */
export const ANNOTATORS = ['atr', 'ecg', 'ari', 'ann', 'man', 'qrs', 'gqrs', 'wqrs', 'sqrs'] as const;

/** Without a header these are still known to belong to WFDB, so that the person hears which file is missing. */
const ORPHANS = new Set(['dat', 'atr', 'qrs']);

/** `102-0.atr` of MIT-BIH: an earlier version of the annotations of record 102. */
const EARLIER_VERSION = /^(.+)-\d+$/;

/** More than any header has; what is longer is something else. */
const LONGEST_HEADER_BYTES = 2 ** 20;

/** The text of a header file. Throws what the file throws. */
export async function readHeaderText(file: SourceFile): Promise<string> {
  return new TextDecoder().decode(await file.read(0, Math.min(file.size, LONGEST_HEADER_BYTES)));
}

interface ReadHeader {
  readonly file: SourceFile;
  /** Undefined where it cannot be read. */
  readonly content: WfdbHeader | MultiSegmentHeader | undefined;
}

/**
 * One claim for each record with its signal and annotation files, and one a folder for signal and annotation files that
 * have no header. The segments of a multi-segment record belong to its claim.
 */
export async function claimRecords(files: readonly SourceFile[]): Promise<readonly Claim[]> {
  const byPath = filesByPath(files);
  const headers: ReadHeader[] = [];
  for (const file of files) {
    if (extensionOf(file.path) === 'hea') headers.push({ file, content: await tolerantHeader(file) });
  }
  const byFile = new Map(headers.map((header) => [header.file, header]));
  const stems = new Set(headers.map(({ file }) => exactStem(file.path)));
  const byStem = groupedBy(files, ({ path }) => stemOf(path, stems));
  const segmentsOf = ({ file, content }: ReadHeader): ReadHeader[] =>
    (content?.kind === 'segments' ? content.segments : []).flatMap(({ name }) => {
      const segment = byFile.get(byPath(file.path, `${name}.hea`) as SourceFile);
      return segment && segment.content?.kind !== 'segments' ? segment : [];
    });
  const filesOf = ({ file, content }: ReadHeader): SourceFile[] => {
    const signals = content?.kind === 'signals' ? content.signals : [];
    const named = signals.flatMap((signal) => byPath(file.path, signal.file) ?? []);
    const extensions = new Set<string>(['dat', ...ANNOTATORS, ...signals.map(({ name }) => name.toLowerCase())]);
    const siblings = (byStem.get(exactStem(file.path)) ?? []).filter(({ path }) => extensions.has(extensionOf(path)));
    return [file, ...named, ...siblings];
  };
  const segments = new Map(headers.map((header) => [header, [...new Set(segmentsOf(header))]]));
  const parts = new Set([...segments.values()].flat());
  const claims = headers
    .filter((header) => !parts.has(header))
    .map((header): Claim => {
      const own = new Set([header, ...(segments.get(header) ?? [])].flatMap(filesOf));
      return { path: header.file.path, files: [...own] };
    });
  const taken = new Set(claims.flatMap((claim) => claim.files));
  const orphans = files.filter((file) => ORPHANS.has(extensionOf(file.path)) && !taken.has(file));
  for (const group of groupedBy(orphans, ({ path }) => folderOf(path)).values()) {
    const [first] = group as [SourceFile];
    claims.push({ path: first.path, files: group });
  }
  return claims;
}

/** Looks up the file that a header names, whatever the case of its letters. */
export function filesByPath(
  files: readonly SourceFile[],
): (headerPath: string, name: string) => SourceFile | undefined {
  const byPath = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  return (headerPath, name) => byPath.get(resolved(headerPath, name).toLowerCase());
}

/** The path that a header's file name stands for: relative to the header's folder. */
function resolved(headerPath: string, name: string): string {
  const parts: string[] = [];
  for (const part of `${folderOf(headerPath)}${name}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function exactStem(path: string): string {
  return withoutExtension(path).toLowerCase();
}

/** The stem of the record that a file belongs to, given the stems that have a header. */
function stemOf(path: string, stems: ReadonlySet<string>): string {
  const stem = exactStem(path);
  const base = EARLIER_VERSION.exec(stem)?.[1];
  return base !== undefined && !stems.has(stem) && stems.has(base) ? base : stem;
}

/** A header that cannot be read is claimed all the same: reading it will tell the person why. */
async function tolerantHeader(file: SourceFile): Promise<ReadHeader['content']> {
  try {
    return parseHeader(await readHeaderText(file), file.path);
  } catch (thrown) {
    if (problemOf(thrown).code === 'lab-defect') throw thrown;
    return undefined;
  }
}
