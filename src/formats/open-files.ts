import { LabError, type Problem, problemOf } from '../domain/problem';
import type { Recording } from '../domain/recording';
import { uniqueId } from '../domain/unique-id';
import { isCompanion, isSystemJunk } from './companion-files';
import { countOf, listOf } from './excerpt';
import type { Claim, FormatReader, OnGrowing, ReadOptions } from './format';
import { describer } from './labels';
import { findOrphanTables } from './labels/orphan-tables';
import { findSidecars, type Sidecar } from './labels/sidecar';
import { containers, formats } from './registry';
import { extensionOf, type SourceFile } from './source-file';

export interface OpenHandlers {
  /** How many recordings will be read; called once, before the first of them. */
  onFound(total: number): void;
  onRecording(recording: Recording): void;
  /** As a reader's: what was shown so is either given to `onRecording` afterwards, under the same id, or is a problem. */
  onGrowing?: OnGrowing;
  onProblem(problem: Problem): void;
}

interface FormatClaim {
  readonly format: FormatReader;
  readonly claim: Claim;
}

/**
 * Opens whatever a person gave: unpacks containers, sets tables that describe recordings aside, lets each format claim its
 * files, and reads the claims one after the other. A bad file is reported and stops no other. Ids are unique within one call.
 * Rejects only with the signal's reason when it is aborted.
 */
export async function openFiles(
  files: readonly SourceFile[],
  options: ReadOptions,
  { onFound, onRecording, onGrowing, onProblem }: OpenHandlers,
  signal?: AbortSignal,
): Promise<void> {
  const given = files.filter(({ path }) => !isSystemJunk(path));
  if (given.length === 0) onProblem(nothingGiven().problem);
  const expanded = await expandContainers(given, onProblem, signal);
  const sidecars = await sidecarsAmong(expanded, onProblem);
  const others = without(expanded, sidecars);
  const orphans = await findOrphanTables(others);
  for (const { problem } of orphans) onProblem(problem.problem);
  const { claims, unclaimed } = await claimAll(without(others, orphans), onProblem, signal);
  const described = describer(
    sidecars,
    claims.map(({ claim }) => claim.path),
  );
  onFound(claims.length);
  const ids = new Set<string>();
  for (const { format, claim } of claims) {
    signal?.throwIfAborted();
    const named = (recording: Recording): Recording => ({
      ...described(recording, claim.path),
      id: uniqueId(recording.id, (id) => ids.has(id)),
    });
    try {
      for (const recording of await format.read(claim, options, onGrowing && namedOnce(named, onGrowing, signal))) {
        const whole = named(recording);
        ids.add(whole.id);
        onRecording(whole);
      }
    } catch (thrown) {
      onProblem(problemOf(thrown, claim.path));
    }
  }
  signal?.throwIfAborted();
  reportUnclaimed(unclaimed, claims.length > 0 || orphans.length > 0, onProblem);
}

function without(files: readonly SourceFile[], tables: readonly { readonly file: SourceFile }[]): SourceFile[] {
  const aside = new Set(tables.map(({ file }) => file));
  return files.filter((file) => !aside.has(file));
}

/** Hands a growing recording on under its name in this call, as one object for as long as it is one. */
function namedOnce(named: (recording: Recording) => Recording, onGrowing: OnGrowing, signal?: AbortSignal): OnGrowing {
  let latest: { readonly raw: Recording; readonly named: Recording } | undefined;
  return (raw, readSeconds) => {
    signal?.throwIfAborted();
    if (latest?.raw !== raw) latest = { raw, named: named(raw) };
    onGrowing(latest.named, readSeconds);
  };
}

/** A few at a time: a folder can have more files than may be open at once. */
const FILES_AT_ONCE = 32;

async function expandContainers(
  files: readonly SourceFile[],
  onProblem: (problem: Problem) => void,
  signal: AbortSignal | undefined,
): Promise<readonly SourceFile[]> {
  const readers = await Promise.all(containers.ids.map((id) => containers.load(id)));
  const expand = async (file: SourceFile): Promise<readonly SourceFile[]> => {
    try {
      for (const reader of readers) if (await reader.recognises(file)) return await reader.expand(file);
      return [file];
    } catch (thrown) {
      onProblem(problemOf(thrown, file.path));
      return [];
    }
  };
  const expanded: (readonly SourceFile[])[] = [];
  for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
    signal?.throwIfAborted();
    expanded.push(...(await Promise.all(files.slice(at, at + FILES_AT_ONCE).map(expand))));
  }
  return expanded.flat();
}

/** A table that cannot be read is left to the formats, which tell the person why. */
async function sidecarsAmong(
  files: readonly SourceFile[],
  onProblem: (problem: Problem) => void,
): Promise<readonly Sidecar[]> {
  try {
    return await findSidecars(files);
  } catch (thrown) {
    onProblem(problemOf(thrown));
    return [];
  }
}

async function claimAll(
  files: readonly SourceFile[],
  onProblem: (problem: Problem) => void,
  signal: AbortSignal | undefined,
): Promise<{ claims: readonly FormatClaim[]; unclaimed: readonly SourceFile[] }> {
  const claims: FormatClaim[] = [];
  let unclaimed = files;
  for (const id of formats.ids) {
    if (unclaimed.length === 0) break;
    signal?.throwIfAborted();
    const format = await formats.load(id);
    try {
      const taken = new Set<SourceFile>();
      for (const claim of await format.claim(unclaimed)) {
        claims.push({ format, claim });
        for (const file of claim.files) taken.add(file);
      }
      unclaimed = unclaimed.filter((file) => !taken.has(file));
    } catch (thrown) {
      onProblem(problemOf(thrown));
    }
  }
  return { claims, unclaimed };
}

/** One sentence for all files that no format knows; what usually lies beside records is not worth one. */
function reportUnclaimed(
  unclaimed: readonly SourceFile[],
  foundSome: boolean,
  onProblem: (problem: Problem) => void,
): void {
  const strange = foundSome ? unclaimed.filter((file) => !isCompanion(file)) : unclaimed;
  const empty = strange.filter(({ size }) => size === 0);
  const other = strange.filter(({ size }) => size > 0);
  if (empty.length > 0) onProblem(emptyFiles(empty).problem);
  if (other.length > 0) onProblem(unknownFiles(other).problem);
}

function nothingGiven(): LabError {
  const fix = 'Choose a folder or files with recordings.';
  return new LabError({
    code: 'no-files',
    file: '',
    field: 'files',
    expected: 'at least one',
    found: 'none',
    at: '',
    fix,
  });
}

function emptyFiles(files: readonly SourceFile[]): LabError {
  return new LabError({
    code: 'file-empty',
    file: listOf(files.map(({ path }) => path)),
    field: 'length',
    expected: 'a file with content',
    found: '0 bytes',
    at: '',
    fix: 'Get the file again; it was probably not copied to its end.',
  });
}

function unknownFiles(files: readonly SourceFile[]): LabError {
  const kinds = [...new Set(files.map(({ path }) => extensionOf(path)))].map((kind) =>
    kind ? `.${kind}` : 'no extension',
  );
  const known = formats.list().map(({ label }) => label);
  return new LabError({
    code: 'format-unknown',
    file: listOf(files.map(({ path }) => path)),
    field: 'file format',
    expected: `one of ${known.join(', ')}, alone or in a ${containers
      .list()
      .map(({ label }) => label)
      .join(' or ')}`,
    found: `${countOf(files.length, 'file')} of another kind (${listOf(kinds)})`,
    at: '',
    fix: 'Open a .hea with its .dat and .atr, a .csv, a folder or a ZIP of them; a ZIP inside a ZIP is not opened.',
  });
}
