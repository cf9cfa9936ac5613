/** From one sampling rate to another, and where a sample of the one lies in the other. */

import {
  createPolyphase,
  LOBES,
  NEIGHBOURS,
  outputAt,
  PERIODS,
  reachesOnly,
  writeNeighbours,
  writePeriods,
} from './polyphase';

export interface RateRatio {
  readonly up: number;
  readonly down: number;
}

/**
 * `toHz / fromHz` in lowest terms: 360 -> 256 Hz is 32 / 45. A rate that is no whole number (333.3 Hz) gets the simplest
 * fraction within 1e-9, which drifts by less than a sample in a month at 360 Hz.
 */
export function rateRatio(fromHz: number, toHz: number): RateRatio {
  const target = toHz / fromHz;
  let [up, lastUp] = [Math.floor(target), 1];
  let [down, lastDown] = [1, 0];
  let rest = target - up;
  while (up === 0 || Math.abs(up / down - target) > target * 1e-9) {
    const digit = Math.floor(1 / rest);
    rest = 1 / rest - digit;
    [up, lastUp] = [digit * up + lastUp, up];
    [down, lastDown] = [digit * down + lastDown, down];
  }
  return { up, down };
}

/** `[position]` fractional sample numbers at `toHz` of sample numbers at `fromHz`; sample 0 is at 0 in both. */
export function positionsAtRate(samples: ArrayLike<number>, fromHz: number, toHz: number): Float64Array {
  return Float64Array.from(samples, (sample) => (sample * toHz) / fromHz);
}

/** Outputs `from` to `to` of a signal's resampled whole; without them all. */
export type Resampler = (samples: Float64Array, from?: number, to?: number) => Float64Array;

/**
 * `[sample]` the signal at `up / down` times its rate, `ceil(length * up / down)` samples; sample 0 stays sample 0.
 * Linear-phase low-pass at the lower of both Nyquist frequencies (sinc of 10 lobes a side, Kaiser window of beta 5), zeros
 * beyond both ends, as SciPy's `resample_poly`. Only the samples that are kept are computed, from only the inputs that
 * are not zero (Crochiere & Rabiner 1983).
 */
export function resample(samples: Float64Array, ratio: RateRatio): Float64Array {
  return createResampler(ratio)(samples);
}

/** Inputs on either side that an output depends on. */
export function resamplerReach({ up, down }: RateRatio): number {
  return up === down ? 0 : Math.ceil((LOBES * Math.max(up, down)) / up) + 1;
}

/** The filter is designed once, so that a long signal can be resampled piece by piece: the pieces are those of the whole. */
export function createResampler({ up, down }: RateRatio): Resampler {
  if (up === down) return (samples, from = 0, to = samples.length) => samples.slice(from, to);
  const filter = createPolyphase(up, down);
  return (samples, from = 0, to = Math.ceil((samples.length * up) / down)) => {
    const resampled = new Float64Array(to - from);
    let index = from;
    while (index < to) {
      const place = index - from;
      if (index + PERIODS * up <= to && reachesOnly(filter, samples, index, PERIODS * up)) {
        writePeriods(filter, samples, index, resampled, place);
        index += PERIODS * up;
      } else if (index + NEIGHBOURS <= to && reachesOnly(filter, samples, index, NEIGHBOURS)) {
        writeNeighbours(filter, samples, index, resampled, place);
        index += NEIGHBOURS;
      } else {
        resampled[place] = outputAt(filter, samples, index);
        index += 1;
      }
    }
    return resampled;
  };
}
