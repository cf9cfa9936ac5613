/** Baseline wander, as de Chazal et al. take it off: the level that is left when QRS complexes, P and T waves are not. */

import { runningMedian } from './running-median';

/** Longer than twice a QRS complex and a P wave, then longer than twice a T wave: each is the smaller part of its window. */
const QRS_WINDOW_SECONDS = 0.2;
const T_WINDOW_SECONDS = 0.6;

/** Seconds on either side that a sample without its baseline depends on, with room for both windows' odd sample. */
export const BASELINE_REACH_SECONDS = QRS_WINDOW_SECONDS + T_WINDOW_SECONDS;

/**
 * `[sample]` the lead without its baseline, which is the median over 600 ms of the median over 200 ms (de Chazal, O'Dwyer &
 * Reilly, IEEE TBME 51(7), 2004). A window has an odd number of samples, so that it is centred; the ends are held.
 */
export function removeBaseline(samples: Float64Array, samplingRateHz: number): Float64Array {
  const withoutQrs = runningMedian(samples, centred(QRS_WINDOW_SECONDS * samplingRateHz));
  const baseline = runningMedian(withoutQrs, centred(T_WINDOW_SECONDS * samplingRateHz));
  return samples.map((sample, index) => sample - (baseline[index] as number));
}

/** The odd number nearest to `length`, of two the larger. */
function centred(length: number): number {
  return 2 * Math.floor(length / 2) + 1;
}
