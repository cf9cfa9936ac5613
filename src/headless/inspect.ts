import type { Problem } from '../domain/problem';
import { beatsOf, type ChecksumVerdict, durationSeconds, type Recording } from '../domain/recording';
import { openFiles } from '../formats/open-files';
import { findFiles } from './node-files';
import { nodeHdf5 } from './node-hdf5';

export interface InspectedRecording {
  readonly name: string;
  readonly format: string;
  readonly leads: readonly {
    readonly name: string;
    readonly samplingRateHz: number;
    readonly samples: number;
    readonly unit: string;
    readonly checksum: ChecksumVerdict;
  }[];
  readonly durationSeconds: number;
  /** Beats by annotation symbol. */
  readonly beats: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

export interface InspectFailure {
  readonly file: string;
  readonly error: Omit<Problem, 'file'>;
}

export type InspectEntry = InspectedRecording | InspectFailure;

/**
 * What `lab inspect` prints: one entry a recording or problem, in the order in which they are met.
 * `samplingRateHz` is taken for the files that state no rate themselves.
 */
export async function inspect(paths: readonly string[], samplingRateHz?: number): Promise<InspectEntry[]> {
  const entries: InspectEntry[] = [];
  const { files, problems } = await findFiles(paths);
  entries.push(...problems.map(failureOf));
  if (files.length === 0 && problems.length > 0) return entries;
  const rates = samplingRateHz === undefined ? {} : { '*': samplingRateHz };
  await openFiles(
    files,
    { samplingRateHz: rates, hdf5: nodeHdf5() },
    {
      onFound: () => undefined,
      onRecording: (recording) => entries.push(summaryOf(recording)),
      onProblem: (problem) => entries.push(failureOf(problem)),
    },
  );
  return entries;
}

function summaryOf(recording: Recording): InspectedRecording {
  const { name, format, leads, warnings } = recording;
  const beats: Record<string, number> = {};
  for (const { symbol } of beatsOf(recording)) beats[symbol] = (beats[symbol] ?? 0) + 1;
  return {
    name,
    format,
    leads: leads.map((lead) => ({
      name: lead.name,
      samplingRateHz: lead.samplingRateHz,
      samples: lead.digital.length,
      unit: lead.unit,
      checksum: lead.checksum,
    })),
    durationSeconds: durationSeconds(recording),
    beats,
    warnings,
  };
}

function failureOf({ file, ...error }: Problem): InspectFailure {
  return { file, error };
}
