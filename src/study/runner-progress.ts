/** What a model of a race has done so far, as plain data. Each function returns the progress that follows from one. */

import type { Predictions } from '../domain/evaluation';
import type { Ending } from '../domain/training';
import type { EpochSummary } from '../engine/epoch-summary';
import type { RunState } from '../engine/training-run';

/** The end of an epoch that early stopping may come back to. */
export interface BestEpoch {
  readonly epoch: number;
  readonly state: RunState;
  readonly validation: Predictions;
}

/** As it is at the end of an epoch. */
export interface RunnerProgress {
  /** Whole epochs trained. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly trainSeconds: number;
  readonly trainedBeats: number;
  /** Of the last epoch. */
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly shares: Readonly<Record<string, readonly number[]>>;
  /** By the weights that `state` has. */
  readonly validation: Predictions | null;
  /** What a new run goes on from; null before the first epoch's end. */
  readonly state: RunState | null;
  /** Kept only where early stopping is on. */
  readonly best: BestEpoch | null;
  readonly ending: Ending | null;
}

/** An epoch, and what the model was like after it. */
export interface TrainedEpoch {
  readonly summary: EpochSummary;
  readonly validation: Predictions;
  readonly state: RunState;
}

export function beforeTraining(batchSize: number): RunnerProgress {
  return {
    epochs: 0,
    batchSize,
    trainSeconds: 0,
    trainedBeats: 0,
    trainLoss: 0,
    trainAccuracy: 0,
    shares: {},
    validation: null,
    state: null,
    best: null,
    ending: null,
  };
}

export function afterEpoch(progress: RunnerProgress, { summary, validation, state }: TrainedEpoch): RunnerProgress {
  const shares = Object.entries(summary.gradientShares ?? {}).map(([branch, share]) => [
    branch,
    [...(progress.shares[branch] ?? []), share],
  ]);
  return {
    ...progress,
    epochs: state.epochs,
    trainSeconds: progress.trainSeconds + summary.seconds,
    trainedBeats: progress.trainedBeats + summary.beats,
    trainLoss: summary.loss,
    trainAccuracy: summary.accuracy,
    shares: Object.fromEntries(shares),
    validation,
    state,
  };
}

/**
 * With the last epoch as the best where its validation loss is the lowest. The best is judged anew each time: the class
 * weighting may have changed since, and losses under two cannot be compared.
 */
export function withBest(progress: RunnerProgress, lossOf: (validation: Predictions) => number): RunnerProgress {
  const { epochs, best, validation, state } = progress;
  if (!validation || !state || (best && lossOf(validation) >= lossOf(best.validation))) return progress;
  return { ...progress, best: { epoch: epochs, state, validation } };
}

/** The best epoch is `patience` epochs ago, or more. */
export function hasStoodStill({ epochs, best }: RunnerProgress, patience: number): boolean {
  return best !== null && epochs - best.epoch >= patience;
}

/** Trains no more; the weights are those of the best epoch where early stopping looked for it, else of the last. */
export function ended(progress: RunnerProgress, endingOf: (judgedAfter: number) => Ending): RunnerProgress {
  const { best, epochs, state, validation } = progress;
  const { epoch, ...weights } = best ?? { epoch: epochs, state, validation };
  return { ...progress, ...weights, best: null, ending: endingOf(epoch) };
}
