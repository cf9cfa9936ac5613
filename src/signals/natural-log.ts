/** Natural logarithms of many numbers, faster than the library's call: a spectrogram asks for a thousand of them a beat. */

/** Parts that the numbers from 1 to 2 are cut into. */
const PARTS = 128;
const SMALLEST_NORMAL = 2 ** -1022;
const BIAS = 1023;

/** `[part]` one over its middle, and the logarithm of that middle. */
const inverses = Float64Array.from({ length: PARTS }, (_, part) => 1 / (1 + (part + 0.5) / PARTS));
const logarithms = inverses.map((inverse) => -Math.log(inverse));
/** `[exponent]` with its bias: what brings a number of that exponent between 1 and 2, and the logarithm that it loses. */
const scales = Float64Array.from({ length: 2 * BIAS + 1 }, (_, exponent) => 2 ** (BIAS - exponent));
const lost = Float64Array.from({ length: 2 * BIAS + 1 }, (_, exponent) => (exponent - BIAS) * Math.LN2);

/** One number as its bits; every engine that runs JavaScript today is little-endian. */
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/**
 * Replaces the first `count` values by `factor * ln(value + offset)`, within 3e-16 of the logarithm's size or of 1. Table and series
 * (Tang, ACM Trans. Math. Softw. 16(4), 1990): x = 2^e m, and m times the inverse of its part's middle is 1 + r with r
 * below 1/256, so that seven terms suffice. The same bits in every browser, which `Math.log` does not promise.
 */
export function scaledLogarithms(values: Float64Array, count: number, offset: number, factor: number): void {
  for (let index = 0; index < count; index++) {
    const x = (values[index] as number) + offset;
    if (!(x >= SMALLEST_NORMAL && x < Number.POSITIVE_INFINITY)) {
      values[index] = factor * Math.log(x);
      continue;
    }
    float[0] = x;
    const high = words[1] as number;
    const exponent = high >>> 20;
    const part = (high >>> 13) & (PARTS - 1);
    const r = x * (scales[exponent] as number) * (inverses[part] as number) - 1;
    const series = r * r * (-1 / 2 + r * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7))))));
    values[index] = factor * ((lost[exponent] as number) + ((logarithms[part] as number) + (r + series)));
  }
}
