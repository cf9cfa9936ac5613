/** How the spread of power over frequency changes in time. */

import type { PowerDensity } from './power-density';

/**
 * A short-time Fourier transform: writes `[bin, frame]` row-major power densities of the segments of `samples` that start
 * at `frameStarts`, which need not be evenly spaced. Allocates nothing.
 */
export function createSpectrogram(
  density: PowerDensity,
  frameStarts: Int32Array,
): (samples: Float64Array, out: Float64Array) => void {
  if (density.frames) return density.frames(frameStarts);
  const frames = frameStarts.length;
  return (samples, out) => {
    for (let frame = 0; frame < frames; frame++) {
      density.write(samples, frameStarts[frame] as number, out, frame, frames);
    }
  };
}
