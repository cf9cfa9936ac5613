/** What the totals of a training say of an epoch, at its end and on the way. */

import type { BranchSpec } from '../fusion/model-spec';
import type { Totals } from './executor';

export interface EpochSummary {
  /** Class-weighted cross-entropy, mean over the epoch's steps as they were taken. */
  readonly loss: number;
  readonly accuracy: number;
  /** Without the time that the gate was closed. */
  readonly seconds: number;
  readonly beats: number;
  /** By branch: share of the squared gradient of the first layer after the merge; null for a single branch. */
  readonly gradientShares: Readonly<Record<string, number>> | null;
}

export interface EpochProgress {
  readonly fraction: number;
  readonly beatsPerSecond: number;
  readonly learningRate: number;
  /** Means over the epoch so far, as far as they came back from the device; null before any did. */
  readonly running: { readonly loss: number; readonly accuracy: number } | null;
}

/** Of an epoch's totals. */
export function summarise(
  { beats, loss, hits, energies }: Totals,
  seconds: number,
  branches: readonly BranchSpec[],
): EpochSummary {
  const all = energies.reduce((total, energy) => total + energy, 0);
  const shares = branches.map(({ representation }, index) => [representation, (energies[index] as number) / all]);
  return {
    loss: loss / beats,
    accuracy: hits / beats,
    seconds,
    beats,
    gradientShares: energies.length > 1 ? Object.fromEntries(shares) : null,
  };
}

/** null before any totals came back. */
export function runningMeans({ beats, loss, hits }: Totals): EpochProgress['running'] {
  return beats > 0 ? { loss: loss / beats, accuracy: hits / beats } : null;
}
