/** Discrete Fourier transform of complex numbers of any length: prepared once, run without allocating. */

import { createButterflies } from './butterflies';

export interface ComplexFft {
  readonly length: number;
  /**
   * In place, forward (exponent -2 pi i), unscaled. With its two arguments swapped it is the inverse, times `length`:
   * `transform(imaginary, real)`.
   */
  transform(real: Float64Array, imaginary: Float64Array): void;
}

/** @throws RangeError unless `length` is a positive whole number. */
export function createComplexFft(length: number): ComplexFft {
  if (!Number.isInteger(length) || length < 1) throw new RangeError(`No transform has a length of ${length}.`);
  return (length & (length - 1)) === 0 ? { length, transform: createButterflies(length) } : createBluestein(length);
}

/** Any length as a convolution with a chirp, by transforms of a power of two (Bluestein 1970). */
function createBluestein(length: number): ComplexFft {
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const inner = createButterflies(padded);
  const cosine = new Float64Array(length);
  const sine = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    // The square is reduced first: the cosine of a large angle would lose the digits that it shares with its period.
    const angle = (Math.PI * ((index * index) % (2 * length))) / length;
    cosine[index] = Math.cos(angle);
    sine[index] = Math.sin(angle);
  }
  const kernelReal = new Float64Array(padded);
  const kernelImaginary = new Float64Array(padded);
  for (let index = 0; index < length; index++) {
    const mirrored = (padded - index) % padded;
    kernelReal[index] = kernelReal[mirrored] = (cosine[index] as number) / padded;
    kernelImaginary[index] = kernelImaginary[mirrored] = (sine[index] as number) / padded;
  }
  inner(kernelReal, kernelImaginary);
  const workReal = new Float64Array(padded);
  const workImaginary = new Float64Array(padded);

  const transform = (real: Float64Array, imaginary: Float64Array): void => {
    workReal.fill(0);
    workImaginary.fill(0);
    turn(real, imaginary, workReal, workImaginary);
    inner(workReal, workImaginary);
    for (let index = 0; index < padded; index++) {
      const re = workReal[index] as number;
      const im = workImaginary[index] as number;
      const kernelRe = kernelReal[index] as number;
      const kernelIm = kernelImaginary[index] as number;
      workReal[index] = re * kernelRe - im * kernelIm;
      workImaginary[index] = re * kernelIm + im * kernelRe;
    }
    inner(workImaginary, workReal);
    turn(workReal, workImaginary, real, imaginary);
  };

  /** `to[n] = from[n] * exp(-i pi n^2 / length)`. */
  const turn = (
    fromReal: Float64Array,
    fromImaginary: Float64Array,
    toReal: Float64Array,
    toImaginary: Float64Array,
  ): void => {
    for (let index = 0; index < length; index++) {
      const re = fromReal[index] as number;
      const im = fromImaginary[index] as number;
      const c = cosine[index] as number;
      const s = sine[index] as number;
      toReal[index] = re * c + im * s;
      toImaginary[index] = im * c - re * s;
    }
  };
  return { length, transform };
}
