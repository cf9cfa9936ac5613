/** Tells from what is read back that a training has no way back: numbers that are none, or a loss beyond all guessing. */

import type { Totals, TrainedState } from './executor';

/** Thrown out of an epoch that cannot be saved. */
export class DivergedError extends Error {
  constructor(
    /** `a loss that is not a number`. */
    readonly found: string,
  ) {
    super(`Training diverged: ${found}.`);
    this.name = 'DivergedError';
  }
}

/**
 * How many times the loss of guessing (ln of the classes, for the class weights have a mean of 1) is too much. A new model
 * begins near 1; one that is merely wrong about a hard part stays below 2; beyond 4 it is sure of what is false.
 */
const HOPELESS = 4;

/** Beats to judge by: a single batch may hold a few rare beats that weigh heavily. */
const WINDOW_BEATS = 512;

/** Looks at running totals as they come back. One for each run, for a window may reach over an epoch's end. */
export class DivergenceWatch {
  private readonly limit: number;
  private readonly windowBeats: number;
  private seen = { beats: 0, loss: 0 };
  private window = { beats: 0, loss: 0 };
  private hopelessWindows = 0;

  constructor({ classes, trainingBeats }: { readonly classes: number; readonly trainingBeats: number }) {
    this.limit = HOPELESS * Math.log(classes);
    this.windowBeats = Math.min(WINDOW_BEATS, trainingBeats);
  }

  /** The totals that follow begin at 0 again. */
  beginEpoch(): void {
    this.seen = { beats: 0, loss: 0 };
  }

  /**
   * Throws `DivergedError` where a total is not finite, or where the mean loss was beyond the limit over two windows in a
   * row: the first steps at a high rate may throw a loss up for a moment, and Adam then finds its way.
   */
  check({ beats, loss, energies }: Totals): void {
    if (![loss, ...energies].every(Number.isFinite)) throw new DivergedError('a loss that is not a finite number');
    this.window.beats += beats - this.seen.beats;
    this.window.loss += loss - this.seen.loss;
    this.seen = { beats, loss };
    if (this.window.beats < this.windowBeats) return;
    const mean = this.window.loss / this.window.beats;
    this.window = { beats: 0, loss: 0 };
    this.hopelessWindows = mean > this.limit ? this.hopelessWindows + 1 : 0;
    if (this.hopelessWindows < 2) return;
    throw new DivergedError(`a loss of ${mean.toPrecision(3)}, ${HOPELESS} times that of guessing or more`);
  }
}

/** Throws `DivergedError` where a weight or a running statistic is not a finite number. */
export function requireFinite({ parameters, statistics }: TrainedState): void {
  if (parameters.every(Number.isFinite) && statistics.every(Number.isFinite)) return;
  throw new DivergedError('weights that are not finite numbers');
}
