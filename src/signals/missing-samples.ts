/** Gaps in a signal. */

/**
 * Bridges every run of samples that are not finite, in place, by a straight line between its neighbours (at the ends: by
 * the nearest sample), and returns how many were bridged. A recursive filter carries one NaN to the end of the recording; a
 * gap of zeros or of the last value has a step at its end, whose ringing would reach into the beats beside it. A line has none,
 * and after the high-pass it is flat: the gap looks like silence, not like a beat.
 */
export function bridgeMissingSamples(samples: Float64Array): number {
  let bridged = 0;
  let last = -1;
  for (let index = 0; index <= samples.length; index++) {
    if (index < samples.length && !Number.isFinite(samples[index])) continue;
    if (index - last > 1) {
      bridge(samples, last, index);
      bridged += index - last - 1;
    }
    last = index;
  }
  return bridged;
}

/** Fills the samples between `left` and `right`, either of which may lie just outside. */
function bridge(samples: Float64Array, left: number, right: number): void {
  const from = samples[left] ?? samples[right];
  const to = samples[right] ?? from;
  if (from === undefined || to === undefined) return;
  for (let index = left + 1; index < right; index++) {
    samples[index] = from + ((to - from) * (index - left)) / (right - left);
  }
}
