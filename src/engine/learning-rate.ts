/** How the learning rate goes on from its peak: pure functions of where a run stands. */

import type { TrainingSettings } from '../domain/experiment';

/** What the `plateau` schedule remembers of a run. Plain JSON, so that a run goes on from a checkpoint with it. */
export interface PlateauState {
  /** What the peak is multiplied by at present. */
  readonly factor: number;
  /** Lowest validation loss so far; null before the first. */
  readonly lowest: number | null;
  readonly epochsSinceLowest: number;
}

export const NO_PLATEAU: PlateauState = { factor: 1, lowest: null, epochsSinceLowest: 0 };

export interface RatePosition {
  /** Optimiser steps since training began; 0 is the first. */
  readonly step: number;
  readonly totalSteps: number;
  readonly plateau: PlateauState;
}

type Schedule = Pick<TrainingSettings, 'schedule' | 'plateauFactor' | 'plateauPatience'>;

/** The learning rate of a step under a schedule whose highest rate is `peak`. */
export function rateAt(schedule: TrainingSettings['schedule'], peak: number, position: RatePosition): number {
  switch (schedule) {
    case 'constant':
      return peak;
    case 'cosine':
      return cosineRate(peak, position.step, position.totalSteps);
    case 'plateau':
      return peak * position.plateau.factor;
  }
}

/** Half a cosine from `peak` at step 0 to 0 after `total` steps (Loshchilov & Hutter 2017). */
export function cosineRate(peak: number, step: number, total: number): number {
  return (peak / 2) * (1 + Math.cos((Math.PI * step) / total));
}

/** The state after an epoch that ended with `validationLoss`: lowered when patience ran out, which then starts anew. */
export function afterEpoch(state: PlateauState, validationLoss: number, schedule: Schedule): PlateauState {
  if (state.lowest === null || validationLoss < state.lowest)
    return { ...state, lowest: validationLoss, epochsSinceLowest: 0 };
  const epochsSinceLowest = state.epochsSinceLowest + 1;
  if (epochsSinceLowest < schedule.plateauPatience) return { ...state, epochsSinceLowest };
  return { ...state, factor: state.factor * schedule.plateauFactor, epochsSinceLowest: 0 };
}
