import { BUILTIN_COHORT, generateCohort } from '../cohort/generate';
import { withFoundBeats } from '../datasets/found-beats';
import { LabError } from '../domain/problem';
import type { RPeakDetectorId } from '../domain/r-peak-detector';
import type { Recording } from '../domain/recording';
import { findSidecars } from '../formats/labels/sidecar';
import { openFiles } from '../formats/open-files';
import { findFiles } from './node-files';
import { nodeHdf5 } from './node-hdf5';

export interface ReadingOptions {
  /** Names of recordings; all where it is empty. */
  readonly wanted: readonly string[];
  /** For files that state none. */
  readonly samplingRateHz?: number | undefined;
  readonly detector?: RPeakDetectorId | undefined;
  readonly warn: (message: string) => void;
}

/**
 * The recordings under `data` (a folder or file, or `builtin`), only those named in `wanted` where it names any. What
 * cannot be read is told to `warn` and left out. Recordings without beats get those that `detector` finds.
 * Throws `LabError` where nothing is left or a wanted record is missing.
 */
export async function readRecordings(data: string, options: ReadingOptions): Promise<Recording[]> {
  const { wanted } = options;
  const all = data === 'builtin' ? generateCohort(BUILTIN_COHORT) : await readFolder(data, options);
  const chosen = wanted.length > 0 ? all.filter(({ name }) => wanted.includes(name)) : all;
  const missing = wanted.filter((name) => !chosen.some((recording) => recording.name === name));
  if (chosen.length > 0 && missing.length === 0) return chosen;
  throw new LabError({
    code: 'study-no-recordings',
    file: data,
    field: missing.length > 0 ? '--records' : '--data',
    expected: missing.length > 0 ? `recordings named ${missing.join(', ')}` : 'at least one recording',
    found: chosen.length > 0 ? chosen.map(({ name }) => name).join(', ') : 'none',
    at: '',
    fix: 'See what can be read there with "lab inspect".',
  });
}

async function readFolder(
  data: string,
  { wanted, samplingRateHz, detector, warn }: ReadingOptions,
): Promise<Recording[]> {
  const { files, problems } = await findFiles([data]);
  for (const problem of problems) warn(problem.message);
  const tables = new Set((await findSidecars(files)).map(({ file }) => file));
  const isWanted = (path: string): boolean => {
    const file = path.slice(path.lastIndexOf('/') + 1);
    return (
      wanted.length === 0 || /\.zip$/i.test(file) || wanted.some((name) => file === name || file.startsWith(`${name}.`))
    );
  };
  const recordings: Recording[] = [];
  await openFiles(
    files.filter((file) => isWanted(file.path) || tables.has(file)),
    { samplingRateHz: samplingRateHz === undefined ? {} : { '*': samplingRateHz }, hdf5: nodeHdf5() },
    {
      onFound: () => undefined,
      onRecording: (read) => {
        const recording = withFoundBeats(read, detector);
        recordings.push(recording);
        for (const warning of recording.warnings) warn(`${recording.name}: ${warning}`);
      },
      onProblem: (problem) => warn(problem.message),
    },
  );
  return recordings;
}
