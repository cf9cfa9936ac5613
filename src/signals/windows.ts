/** Tapers that fade a segment in and out, so that its ends do not appear in its spectrum as a step. */

export const TAPERS = ['hann', 'hamming', 'blackman', 'boxcar'] as const;
export type Taper = (typeof TAPERS)[number];

/** Amplitudes of the cosines of 0, 1, 2 turns (Harris, Proc. IEEE 66(1), 1978). */
const COSINES: Record<Taper, readonly number[]> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  boxcar: [1],
};

/** `[sample]` one period of the taper, for spectra (its first sample would come again as sample `length`). */
export function periodicWindow(taper: Taper, length: number): Float64Array {
  const window = new Float64Array(length);
  if (length === 1) return window.fill(1);
  for (let index = 0; index < length; index++) {
    let value = 0;
    let sign = 1;
    for (const [turns, amplitude] of COSINES[taper].entries()) {
      value += sign * amplitude * Math.cos((2 * Math.PI * turns * index) / length);
      sign = -sign;
    }
    window[index] = value;
  }
  return window;
}

/** `[sample]` symmetric Kaiser window of `2 * half + 1` samples, for the design of filters (Kaiser & Schafer 1980). */
export function kaiserWindow(half: number, beta: number): Float64Array {
  const window = new Float64Array(2 * half + 1);
  const peak = besselI0(beta);
  for (let index = -half; index <= half; index++) {
    window[half + index] = besselI0(beta * Math.sqrt(1 - (index / half) ** 2)) / peak;
  }
  return window;
}

/** Modified Bessel function of the first kind, order 0, by its power series: all terms positive, so nothing cancels. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}
