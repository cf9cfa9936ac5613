/** A resampling filter cut into phases, and the sums of its outputs: one alone, or several that do not wait for each other. */

import { kaiserWindow } from './windows';

const KAISER_BETA = 5;
/** Zero crossings of the sinc kept on either side. */
export const LOBES = 10;

/**
 * Output `m` with `m * down = whole * up + phase` is the sum of `taps[phase, k] * input[whole + firstInput + k]`: the filter's
 * taps, `[phase, tap]`, each phase in the order of the inputs that it meets.
 */
export interface Polyphase {
  readonly up: number;
  readonly down: number;
  readonly taps: Float64Array;
  readonly tapsPerPhase: number;
  readonly firstInput: number;
}

/** Linear-phase low-pass at the lower of both Nyquist frequencies, unit gain after `up - 1` zeros behind each input. */
export function createPolyphase(up: number, down: number): Polyphase {
  const reach = LOBES * Math.max(up, down);
  const filter = lowPass(reach, Math.max(up, down), up);
  const firstInput = -Math.floor(reach / up);
  const tapsPerPhase = Math.floor((reach + up - 1) / up) - firstInput + 1;
  const taps = new Float64Array(up * tapsPerPhase);
  for (let phase = 0; phase < up; phase++) {
    for (let k = 0; k < tapsPerPhase; k++) {
      taps[phase * tapsPerPhase + k] = filter[reach + phase - (firstInput + k) * up] ?? 0;
    }
  }
  return { up, down, taps, tapsPerPhase, firstInput };
}

/** Neighbouring outputs that are summed up side by side: one alone would wait for each of its additions. */
export const NEIGHBOURS = 4;

/** Outputs of one phase that are: they share its taps, and one division finds the inputs of all. */
export const PERIODS = 4;

/** Whether all inputs of the `count` outputs from `index` on exist. */
export function reachesOnly(filter: Polyphase, samples: Float64Array, index: number, count: number): boolean {
  const from = firstInputOf(filter, index);
  return from >= 0 && firstInputOf(filter, index + count - 1) + filter.tapsPerPhase <= samples.length;
}

/** Output `index`, with zeros for inputs beyond the ends. */
export function outputAt(filter: Polyphase, samples: Float64Array, index: number): number {
  const { taps, tapsPerPhase } = filter;
  const from = firstInputOf(filter, index);
  const tap = firstTapOf(filter, index);
  const last = Math.min(tapsPerPhase, samples.length - from);
  let sum = 0;
  for (let k = Math.max(0, -from); k < last; k++) sum += (taps[tap + k] as number) * (samples[from + k] as number);
  return sum;
}

/** Outputs `index` to `index + 3` into `out` from `place` on; each summed in the order in which it would be alone. */
export function writeNeighbours(
  filter: Polyphase,
  samples: Float64Array,
  index: number,
  out: Float64Array,
  place: number,
): void {
  const { taps, tapsPerPhase } = filter;
  const from0 = firstInputOf(filter, index);
  const from1 = firstInputOf(filter, index + 1);
  const from2 = firstInputOf(filter, index + 2);
  const from3 = firstInputOf(filter, index + 3);
  const tap0 = firstTapOf(filter, index);
  const tap1 = firstTapOf(filter, index + 1);
  const tap2 = firstTapOf(filter, index + 2);
  const tap3 = firstTapOf(filter, index + 3);
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
  out[place] = sum0;
  out[place + 1] = sum1;
  out[place + 2] = sum2;
  out[place + 3] = sum3;
}

/** As `writeNeighbours`, the `4 * up` outputs from `index` on: each with those one, two and three periods later. */
export function writePeriods(
  filter: Polyphase,
  samples: Float64Array,
  index: number,
  out: Float64Array,
  place: number,
): void {
  const { up, down, taps, tapsPerPhase } = filter;
  for (let ahead = 0; ahead < up; ahead++) {
    const tap = firstTapOf(filter, index + ahead);
    const from0 = firstInputOf(filter, index + ahead);
    const from1 = from0 + down;
    const from2 = from1 + down;
    const from3 = from2 + down;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = 0; k < tapsPerPhase; k++) {
      const weight = taps[tap + k] as number;
      sum0 += weight * (samples[from0 + k] as number);
      sum1 += weight * (samples[from1 + k] as number);
      sum2 += weight * (samples[from2 + k] as number);
      sum3 += weight * (samples[from3 + k] as number);
    }
    const at = place + ahead;
    out[at] = sum0;
    out[at + up] = sum1;
    out[at + 2 * up] = sum2;
    out[at + 3 * up] = sum3;
  }
}

function firstInputOf({ up, down, firstInput }: Polyphase, index: number): number {
  return Math.floor((index * down) / up) + firstInput;
}

function firstTapOf({ up, down, tapsPerPhase }: Polyphase, index: number): number {
  return ((index * down) % up) * tapsPerPhase;
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
