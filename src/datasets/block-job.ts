/** What a representation worker needs to turn one recording into a `BeatBlock`: one lead, its beats and the parameters. */

import { TRAINING_CLASSES } from '../domain/beat-class';
import type { ConditioningSpec, ExperimentSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { beatsOf, chooseLead, type Lead, type Recording } from '../domain/recording';
import type { ParameterValues } from '../domain/representation';

/** The label of a beat that is left out: its R peak still counts for the rhythm of its neighbours. */
export const LEFT_OUT = 255;

export interface BlockJob {
  readonly recordingId: string;
  readonly recordingName: string;
  readonly subject: string;
  readonly synthetic: boolean;
  readonly lead: Lead;
  readonly annotationRateHz: number;
  /** `[beat]` R peaks on the annotation time base, of all beats. */
  readonly beatSamples: Float64Array;
  /** `[beat]` index into `TRAINING_CLASSES`, or `LEFT_OUT`. */
  readonly labels: Uint8Array;
  readonly conditioning: ConditioningSpec;
  /** Parameters of the representations to compute, by id. */
  readonly representations: Readonly<Record<string, ParameterValues>>;
}

/** Throws `LabError` where the recording has no lead. A recording without beats makes a block without rows. */
export function blockJobOf(
  recording: Recording,
  spec: Pick<ExperimentSpec, 'leads' | 'conditioning' | 'representations'>,
  representations: readonly string[],
): BlockJob {
  const lead = chooseLead(recording, spec.leads);
  if (!lead) {
    throw new LabError({
      code: 'recording-no-lead',
      file: recording.name,
      field: 'leads',
      expected: 'at least one ECG lead',
      found: 'none',
      at: '',
      fix: 'Close this recording.',
    });
  }
  const beats = beatsOf(recording);
  const classes: readonly string[] = TRAINING_CLASSES;
  return {
    recordingId: recording.id,
    recordingName: recording.name,
    subject: recording.subject,
    synthetic: recording.synthetic,
    lead,
    annotationRateHz: recording.annotationRateHz,
    beatSamples: Float64Array.from(beats, (beat) => beat.sample),
    labels: Uint8Array.from(beats, (beat) => {
      const index = classes.indexOf(beat.beatClass);
      return index < 0 ? LEFT_OUT : index;
    }),
    conditioning: spec.conditioning,
    representations: Object.fromEntries(representations.map((id) => [id, spec.representations[id] ?? {}])),
  };
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
