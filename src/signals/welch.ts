/** A steadier spectrum: the mean of those of overlapping segments. */

import type { PowerDensity } from './power-density';

/**
 * Writes the mean power density of the segments of `samples` that start at `starts` (Welch, IEEE Trans. Audio
 * Electroacoust. 15(2), 1967): SciPy's `welch`. Allocates nothing.
 */
export function createWelch(
  density: PowerDensity,
  starts: Int32Array,
): (samples: Float64Array, out: Float64Array) => void {
  const one = new Float64Array(density.bins);
  return (samples, out) => {
    out.fill(0, 0, density.bins);
    for (const start of starts) {
      density.write(samples, start, one);
      for (let bin = 0; bin < one.length; bin++) out[bin] = (out[bin] as number) + (one[bin] as number) / starts.length;
    }
  };
}

/** First samples of the segments of `segment` samples, each overlapping the last by `overlap`, that fit into `length`. */
export function segmentStarts(length: number, segment: number, overlap: number): Int32Array {
  const hop = segment - overlap;
  return Int32Array.from({ length: Math.floor((length - segment) / hop) + 1 }, (_, index) => index * hop);
}
