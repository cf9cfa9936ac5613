/** Power densities of many frames by the kernel. */

import type { Lanes } from './lanes';

export interface FramePlan {
  /** `[sample]` */
  readonly window: Float64Array;
  /** `[bins / 4, distance, 8]` cosines and sines, as `wavesOf` has them. */
  readonly waves: Float64Array;
  /** `[bin]` what a squared magnitude is multiplied by. */
  readonly scales: Float64Array;
}

/** Bins that the kernel sums up side by side. */
const ABREAST = 4;
/** The place of the first number: the memory's first bytes are left alone. */
const FIRST = 128;

/** As `createSpectrogram`. */
export function createLaneSpectrogram(
  lanes: Lanes,
  { window, waves, scales }: FramePlan,
  frameStarts: Int32Array,
): (samples: Float64Array, out: Float64Array) => void {
  const frames = frameStarts.length;
  const reach = frameStarts.reduce((last, start) => Math.max(last, start), 0) + window.length;
  const rows = ABREAST * Math.ceil(scales.length / ABREAST);
  const windowAt = FIRST;
  const wavesAt = windowAt + window.length;
  const scalesAt = wavesAt + waves.length;
  const startsAt = scalesAt + rows;
  const foldedAt = startsAt + Math.ceil(frames / 2);
  const samplesAt = foldedAt + 4 * ((window.length >> 1) + 1);
  const outAt = samplesAt + reach;
  const owner = {};

  const writeTables = (memory: Float64Array): void => {
    memory.set(window, windowAt);
    memory.set(waves, wavesAt);
    memory.set(scales, scalesAt);
    new Int32Array(memory.buffer, 8 * startsAt, frames).set(frameStarts);
    lanes.owner = owner;
  };

  return (samples, out) => {
    const memory = lanes.numbers(outAt + rows * frames);
    if (lanes.owner !== owner) writeTables(memory);
    memory.set(samples.length === reach ? samples : samples.subarray(0, reach), samplesAt);
    lanes.kernels.spectrogram(
      8 * samplesAt,
      8 * startsAt,
      frames,
      8 * windowAt,
      window.length,
      8 * wavesAt,
      8 * scalesAt,
      rows,
      8 * foldedAt,
      8 * outAt,
    );
    out.set(memory.subarray(outAt, outAt + scales.length * frames));
  };
}
