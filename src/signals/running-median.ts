/** The median of a window that moves along a signal. */

import { SortedWindow } from './sorted-window';

/**
 * `[sample]` the median of `length` samples centred at each, the first and the last repeated beyond the ends, as SciPy's
 * `ndimage.median_filter(mode='nearest')`. The window is kept sorted: a step is two binary searches and one move of the memory
 * between. Samples are finite.
 *
 * @throws RangeError unless `length` is odd.
 */
export function runningMedian(samples: Float64Array, length: number): Float64Array {
  if (length % 2 !== 1) throw new RangeError(`A window of ${length} samples has no middle one.`);
  const half = (length - 1) / 2;
  const last = samples.length - 1;
  const held = (index: number): number => samples[Math.min(last, Math.max(0, index))] as number;
  const medians = new Float64Array(samples.length);
  if (samples.length === 0) return medians;
  const window = new SortedWindow(Float64Array.from({ length }, (_, index) => held(index - half)));
  const sorted = window.values;
  medians[0] = sorted[half] as number;
  for (let index = 1; index <= last; index++) {
    window.replace(held(index - 1 - half), held(index + half));
    medians[index] = sorted[half] as number;
  }
  return medians;
}
