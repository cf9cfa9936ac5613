/** Decibels of many numbers, three times as fast as by `Math.log10`: no call for each, and none waits for the one before. */

import { createLaneDecibels } from './wasm/lane-decibels';
import { loadedLanes } from './wasm/lanes';

type WriteDecibels = (values: Float64Array, count: number) => void;

/** Numbers on whose parts the work goes on: few enough to stay in the nearest cache. */
const BATCH = 256;
/** The mantissa's highest bits find the nearest of 128 numbers whose logarithms are known. */
const TABLE_BITS = 7;
/** Of the mantissa, in the upper half of a double; the exponent and the sign lie above. */
const MANTISSA_BITS = 20;
const EXPONENT_OF_ONE = 1023;
/** Upper halves of all positive, finite and not denormal numbers: from the first on, so many. */
const FIRST_NORMAL = 1 << MANTISSA_BITS;
const NORMALS = 2046 << MANTISSA_BITS;

const DECIBELS_OF_TWO = 10 * Math.log10(2);
/** Of `10 log10(1 + rest)` by powers of the rest, which is below 1/256: what the seventh would add is below 1e-17 of 1 dB. */
const SERIES = [1, -1 / 2, 1 / 3, -1 / 4, 1 / 5, -1 / 6].map((term) => (10 * term) / Math.LN10);
const [C1, C2, C3, C4, C5, C6] = SERIES as [number, number, number, number, number, number];

/** `[128, 2]` the inverse of a number in the middle of its share of the mantissas, and the number's decibels; then the constants. */
const TABLE = Float64Array.from([
  ...Array.from({ length: 1 << TABLE_BITS }, (_, entry) => {
    const inverse = 1 / (1 + (entry + 0.5) / (1 << TABLE_BITS));
    return [inverse, -10 * Math.log10(inverse)];
  }).flat(),
  DECIBELS_OF_TWO,
  ...SERIES,
]);

/** The place of a double's upper half among its two words: 1 on every machine of today. */
const UPPER = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;

/**
 * A function that puts `10 log10(value + floor)` in the place of each of the first `count` values, within 1e-13 dB. A number is
 * a power of two times a mantissa, and a mantissa a number of a table times one plus a little (Tang, ACM TOMS 16(4), 1990).
 */
export function createDecibels(floor: number): WriteDecibels {
  const plain = plainDecibels(floor);
  const lanes = loadedLanes()?.decibels;
  return lanes ? createLaneDecibels(lanes, floor, TABLE, plain) : plain;
}

function plainDecibels(floor: number): WriteDecibels {
  const mantissas = new Float64Array(BATCH);
  const words = new Uint32Array(mantissas.buffer);
  const uppers = new Uint32Array(BATCH);
  return (values, count) => {
    for (let from = 0; from < count; from += BATCH) {
      const batch = Math.min(BATCH, count - from);
      for (let index = 0; index < batch; index++) mantissas[index] = (values[from + index] as number) + floor;
      takeExponents(words, uppers, batch);
      for (let index = 0; index < batch; index++) {
        const upper = uppers[index] as number;
        const isNormal = (upper - FIRST_NORMAL) >>> 0 < NORMALS;
        values[from + index] = isNormal
          ? decibelsOf(mantissas[index] as number, upper)
          : 10 * Math.log10((values[from + index] as number) + floor);
      }
    }
  };
}

/** Keeps the upper halves, and leaves in their place those of numbers from 1 to 2 with the same mantissas. */
function takeExponents(words: Uint32Array, uppers: Uint32Array, count: number): void {
  for (let index = 0; index < count; index++) {
    const upper = words[2 * index + UPPER] as number;
    uppers[index] = upper;
    words[2 * index + UPPER] = (upper & (FIRST_NORMAL - 1)) | (EXPONENT_OF_ONE << MANTISSA_BITS);
  }
}

function decibelsOf(mantissa: number, upper: number): number {
  const entry = 2 * ((upper >>> (MANTISSA_BITS - TABLE_BITS)) & ((1 << TABLE_BITS) - 1));
  const rest = mantissa * (TABLE[entry] as number) - 1;
  const square = rest * rest;
  const series = C1 * rest + square * (C2 + C3 * rest + square * (C4 + C5 * rest + square * C6));
  return ((upper >>> MANTISSA_BITS) - EXPONENT_OF_ONE) * DECIBELS_OF_TWO + ((TABLE[entry + 1] as number) + series);
}
