/** What a representation worker needs to turn one recording into a `BeatBlock`: leads, examples and the parameters. */

import { channelLeads } from '../domain/channels';
import type { ConditioningSpec, ExperimentSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import type { RPeakDetectorId } from '../domain/r-peak-detector';
import { beatsOf, chooseLead, type Lead, type Recording } from '../domain/recording';
import type { ParameterValues } from '../domain/representation';
import { BEAT_TASK, type TaskPlan } from '../domain/task';
import { examplesOf } from './tasks';

export interface BlockJob {
  readonly recordingId: string;
  readonly recordingName: string;
  readonly subject: string;
  readonly synthetic: boolean;
  /** Each is a channel of every representation. */
  readonly leads: readonly Lead[];
  readonly annotationRateHz: number;
  /** `[beat]` R peaks on the annotation time base, of all beats. */
  readonly beatSamples: Float64Array;
  /** `[example]` what is cut around, on the annotation time base; null where the beats, or the excerpts, are the examples. */
  readonly centreSamples: Float64Array | null;
  /** Samples of one excerpt, where the leads are excerpts one after the other. */
  readonly excerptSamples: number | null;
  /** `[example]` index into the classes of the task, or `LEFT_OUT`. */
  readonly labels: Uint8Array;
  readonly conditioning: ConditioningSpec;
  /** Whether the quality of the beats is wanted; where it is, what found them, or `null` where they were annotated. */
  readonly judged: { readonly foundBy: RPeakDetectorId | null } | null;
  /** Parameters of the representations to compute, by id. */
  readonly representations: Readonly<Record<string, ParameterValues>>;
}

type BlockSpec = Pick<ExperimentSpec, 'leads' | 'channels' | 'conditioning' | 'representations' | 'leastQuality'>;

/** Throws `LabError` where the recording lacks a lead that is wanted. A recording without examples makes a block without rows. */
export function blockJobOf(
  recording: Recording,
  { task, classes }: Pick<TaskPlan, 'task' | 'classes'>,
  spec: BlockSpec,
  representations: readonly string[],
): BlockJob {
  return {
    recordingId: recording.id,
    recordingName: recording.name,
    subject: recording.subject,
    synthetic: recording.synthetic,
    leads: leadsFor(recording, spec),
    annotationRateHz: recording.annotationRateHz,
    beatSamples: Float64Array.from(beatsOf(recording), (beat) => beat.sample),
    excerptSamples: recording.excerptSamples ?? null,
    ...examplesOf(recording, { task, classes }),
    conditioning: spec.conditioning,
    judged: isJudged({ ...spec, task }) ? { foundBy: recording.foundBy ?? null } : null,
    representations: Object.fromEntries(representations.map((id) => [id, spec.representations[id] ?? {}])),
  };
}

/** Whether poor beats are left out, so that all must be judged; windows and rows of tables are not. */
export function isJudged({
  leastQuality = 0,
  task = BEAT_TASK,
}: Pick<ExperimentSpec, 'leastQuality' | 'task'>): boolean {
  return leastQuality > 0 && task.kind === 'beat';
}

/** A job whose examples are the beats of the recording, or the rows of a table, whatever they are labelled: for the eye. */
export function previewJobOf(recording: Recording, spec: BlockSpec): BlockJob {
  return blockJobOf(recording, { task: BEAT_TASK, classes: [] }, spec, []);
}

/** The leads that become channels, all of them, or the one that is preferred. */
function leadsFor(recording: Recording, { leads, channels }: Pick<ExperimentSpec, 'leads' | 'channels'>): Lead[] {
  if (!channels) return [chooseLead(recording, leads) ?? missing(recording, 'at least one ECG lead')];
  return channelLeads(recording, channels).map(
    (lead, channel) => lead ?? missing(recording, `a lead for channel ${channels[channel]}`),
  );
}

function missing({ name, leads }: Recording, expected: string): never {
  throw new LabError({
    code: 'recording-no-lead',
    file: name,
    field: 'leads',
    expected,
    found: leads.map((lead) => lead.name).join(', ') || 'none',
    at: '',
    fix: 'Close this recording, or choose other leads.',
  });
}

/** The representations that an experiment needs: what it fuses and what it judges alone. */
export function representationsIn(
  { fusion }: Pick<ExperimentSpec, 'fusion'>,
  isFusion: (strategy: string) => boolean,
): readonly string[] {
  const alone = fusion.strategies.filter((strategy) => !isFusion(strategy));
  const fused = fusion.strategies.some(isFusion) ? fusion.branches : [];
  return [...new Set([...alone, ...fused])];
}
