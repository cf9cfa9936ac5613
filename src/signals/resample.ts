/** From one sampling rate to another, and where a sample of the one lies in the other. */

import { kaiserWindow } from './windows';

const KAISER_BETA = 5;
/** Zero crossings of the sinc kept on either side. */
const LOBES = 10;

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
  const reach = LOBES * Math.max(up, down);
  const { taps, tapsPerPhase, firstInput } = polyphase(lowPass(reach, Math.max(up, down), up), reach, up);
  return (samples, fromOutput = 0, toOutput = Math.ceil((samples.length * up) / down)) => {
    const count = samples.length;
    const resampled = new Float64Array(toOutput - fromOutput);
    let index = fromOutput;
    while (index < toOutput) {
      const from = inputOf(index, up, down) + firstInput;
      const lastFrom = inputOf(index + ABREAST - 1, up, down) + firstInput;
      if (from >= 0 && lastFrom + tapsPerPhase <= count && index + ABREAST <= toOutput) {
        writeAbreast(samples, taps, tapsPerPhase, firstInput, up, down, index, resampled, index - fromOutput);
        index += ABREAST;
        continue;
      }
      const tap = ((index * down) % up) * tapsPerPhase;
      const last = Math.min(tapsPerPhase, count - from);
      let sum = 0;
      for (let k = Math.max(0, -from); k < last; k++) sum += (taps[tap + k] as number) * (samples[from + k] as number);
      resampled[index - fromOutput] = sum;
      index += 1;
    }
    return resampled;
  };
}

/** Outputs that are summed up side by side: one alone would wait for each of its additions. */
const ABREAST = 4;

/** The last input sample at or before output `index`. */
function inputOf(index: number, up: number, down: number): number {
  return Math.floor((index * down) / up);
}

/** Outputs `index` to `index + 3`, all of whose inputs exist, into `out` from `outAt` on; each summed in the order in which it would be alone. */
function writeAbreast(
  samples: Float64Array,
  taps: Float64Array,
  tapsPerPhase: number,
  firstInput: number,
  up: number,
  down: number,
  index: number,
  out: Float64Array,
  outAt: number,
): void {
  const at = index * down;
  const from0 = Math.floor(at / up) + firstInput;
  const from1 = Math.floor((at + down) / up) + firstInput;
  const from2 = Math.floor((at + 2 * down) / up) + firstInput;
  const from3 = Math.floor((at + 3 * down) / up) + firstInput;
  const tap0 = (at % up) * tapsPerPhase;
  const tap1 = ((at + down) % up) * tapsPerPhase;
  const tap2 = ((at + 2 * down) % up) * tapsPerPhase;
  const tap3 = ((at + 3 * down) % up) * tapsPerPhase;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let k = 0; k < tapsPerPhase; k++) {
    sum0 += (taps[tap0 + k] as number) * (samples[from0 + k] as number);
    sum1 += (taps[tap1 + k] as number) * (samples[from1 + k] as number);
    sum2 += (taps[tap2 + k] as number) * (samples[from2 + k] as number);
    sum3 += (taps[tap3 + k] as number) * (samples[from3 + k] as number);
  }
  out[outAt] = sum0;
  out[outAt + 1] = sum1;
  out[outAt + 2] = sum2;
  out[outAt + 3] = sum3;
}

/** `[tap]` of `2 * reach + 1`: windowed sinc with its first zero at `rate`, unit gain at 0 Hz times `gain`. */
function lowPass(reach: number, rate: number, gain: number): Float64Array {
  const taps = kaiserWindow(reach, KAISER_BETA);
  let sum = 0;
  for (let index = -reach; index <= reach; index++) {
    const angle = (Math.PI * index) / rate;
    const tap = (taps[reach + index] as number) * (index === 0 ? 1 : Math.sin(angle) / angle);
    taps[reach + index] = tap;
    sum += tap;
  }
  return taps.map((tap) => (gain * tap) / sum);
}

/**
 * The filter cut into `up` phases, `[phase, tap]`, each in the order of the inputs that it meets: output `m` with
 * `m * down = whole * up + phase` is the sum of `taps[phase, k] * input[whole + firstInput + k]`.
 */
function polyphase(filter: Float64Array, reach: number, up: number) {
  const firstInput = -Math.floor(reach / up);
  const tapsPerPhase = Math.floor((reach + up - 1) / up) - firstInput + 1;
  const taps = new Float64Array(up * tapsPerPhase);
  for (let phase = 0; phase < up; phase++) {
    for (let k = 0; k < tapsPerPhase; k++) {
      taps[phase * tapsPerPhase + k] = filter[reach + phase - (firstInput + k) * up] ?? 0;
    }
  }
  return { taps, tapsPerPhase, firstInput };
}
