/** A signal split into bands of equal width, again and again into a lower and an upper half. */

import { waveletFilter } from './daubechies';

/**
 * Writes the energy (sum of squared coefficients) of each of the `2 ** level` wavelet packets of `samples`, from the lowest band
 * to the highest (Coifman & Wickerhauser, IEEE Trans. Inf. Theory 38(2), 1992; order of the bands by Gray code: Wickerhauser,
 * Adapted Wavelet Analysis, 1994). The signal is taken as one period, so that energies sum to that of the signal.
 *
 * @throws RangeError unless `length` is a multiple of `2 ** level`.
 */
export function createPacketEnergies(
  length: number,
  level: number,
  scaling: readonly number[],
): (samples: Float64Array, out: Float64Array) => void {
  const nodes = 2 ** level;
  if (length % nodes !== 0) throw new RangeError(`${length} samples cannot be halved ${level} times.`);
  const low = Float64Array.from(scaling);
  const high = Float64Array.from(waveletFilter(scaling));
  let [from, to] = [new Float64Array(length), new Float64Array(length)];
  const size = length / nodes;
  return (samples, out) => {
    for (let index = 0; index < length; index++) from[index] = samples[index] as number;
    for (let node = length; node > size; node /= 2) {
      for (let at = 0; at < length; at += node) splitNode(from, at, node, low, high, to, swapsHalves(at / node));
      [from, to] = [to, from];
    }
    for (let node = 0; node < nodes; node++) out[node] = energyOf(from, node * size, size);
  };
}

/** A band that came out of a high-pass is mirrored by leaving every second sample out: its lower half is what a high-pass keeps. */
function swapsHalves(node: number): boolean {
  return node % 2 === 1;
}

function splitNode(
  from: Float64Array,
  at: number,
  length: number,
  low: Float64Array,
  high: Float64Array,
  to: Float64Array,
  swapped: boolean,
): void {
  const half = length / 2;
  const first = swapped ? high : low;
  const second = swapped ? low : high;
  for (let index = 0; index < half; index++) {
    let lower = 0;
    let upper = 0;
    for (let tap = 0; tap < low.length; tap++) {
      const value = from[at + ((2 * index + tap) % length)] as number;
      lower += (first[tap] as number) * value;
      upper += (second[tap] as number) * value;
    }
    to[at + index] = lower;
    to[at + half + index] = upper;
  }
}

function energyOf(values: Float64Array, from: number, length: number): number {
  let energy = 0;
  for (let index = from; index < from + length; index++) energy += (values[index] as number) ** 2;
  return energy;
}
