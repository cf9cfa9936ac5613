import { problemOf } from '../../domain/problem';
import type { Claim } from '../format';
import { extensionOf, folderOf, type SourceFile, withoutExtension } from '../source-file';
import { parseHeader, type WfdbHeader } from './header';

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

/**
 * One claim for each header with its signal and annotation files, and one a folder for signal and annotation files that
 * have no header.
 */
export async function claimRecords(files: readonly SourceFile[]): Promise<readonly Claim[]> {
  const headers = files.filter(({ path }) => extensionOf(path) === 'hea');
  const byPath = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  const stems = new Set(headers.map(({ path }) => exactStem(path)));
  const byStem = groupedBy(files, ({ path }) => stemOf(path, stems));
  const claims: Claim[] = [];
  const taken = new Set<SourceFile>();
  for (const header of headers) {
    const content = await tolerantHeader(header);
    const named = (content?.signals ?? []).map(({ file }) => byPath.get(resolved(header.path, file).toLowerCase()));
    const extensions = new Set<string>(['dat', ...ANNOTATORS, ...annotatedLeads(content)]);
    const siblings = (byStem.get(exactStem(header.path)) ?? []).filter(({ path }) => extensions.has(extensionOf(path)));
    const own = new Set([header, ...named.filter((file) => file !== undefined), ...siblings]);
    claims.push({ path: header.path, files: [...own] });
    for (const file of own) taken.add(file);
  }
  const orphans = files.filter((file) => ORPHANS.has(extensionOf(file.path)) && !taken.has(file));
  for (const group of groupedBy(orphans, ({ path }) => folderOf(path)).values()) {
    const [first] = group as [SourceFile];
    claims.push({ path: first.path, files: group });
  }
  return claims;
}

/** The path that a header's file name stands for: relative to the header's folder. */
export function resolved(headerPath: string, name: string): string {
  const parts: string[] = [];
  for (const part of `${folderOf(headerPath)}${name}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** LUDB names its annotators after the leads that they mark: `1.ii`, `1.avr`. */
export function annotatedLeads(header: Pick<WfdbHeader, 'signals'> | undefined): string[] {
  return (header?.signals ?? []).map(({ name }) => name.toLowerCase());
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

function groupedBy(files: readonly SourceFile[], keyOf: (file: SourceFile) => string): Map<string, SourceFile[]> {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const key = keyOf(file);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return groups;
}

/** A header that cannot be read is claimed all the same: reading it will tell the person why. */
async function tolerantHeader(file: SourceFile): Promise<WfdbHeader | undefined> {
  try {
    return parseHeader(await readHeaderText(file), file.path);
  } catch (thrown) {
    if (problemOf(thrown).code === 'lab-defect') throw thrown;
    return undefined;
  }
}
