/** The median of a window that moves along a signal. */

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
  const sorted = Float64Array.from({ length }, (_, index) => held(index - half)).sort();
  medians[0] = sorted[half] as number;
  for (let index = 1; index <= last; index++) {
    replace(sorted, held(index - 1 - half), held(index + half));
    medians[index] = sorted[half] as number;
  }
  return medians;
}

/** Takes `old`, which is there, out of the ascending values and puts `fresh` where it belongs. */
function replace(sorted: Float64Array, old: number, fresh: number): void {
  if (old === fresh) return;
  const from = placeOf(sorted, old);
  const to = placeOf(sorted, fresh);
  if (to > from) {
    sorted.copyWithin(from, from + 1, to);
    sorted[to - 1] = fresh;
  } else {
    sorted.copyWithin(to + 1, to, from);
    sorted[to] = fresh;
  }
}

/** The first place whose value is not below `value`. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
