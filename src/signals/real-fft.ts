/** Discrete Fourier transform of real samples: half the work of the complex one. */

import { createComplexFft } from './complex-fft';

export interface RealFft {
  /** Input samples. */
  readonly length: number;
  /** Bins from 0 Hz to the Nyquist frequency: `floor(length / 2) + 1`. */
  readonly bins: number;
  /**
   * Writes the lowest `real.length` (at most `bins`) bins, unscaled, exponent -2 pi i; `input` is left as it is.
   * Bins beyond `real.length` are not computed.
   */
  forward(input: Float64Array, real: Float64Array, imaginary: Float64Array): void;
}

/** @throws RangeError unless `length` is a positive whole number. */
export function createRealFft(length: number): RealFft {
  const forward = length % 2 === 0 ? packedForward(length) : plainForward(length);
  return { length, bins: Math.floor(length / 2) + 1, forward };
}

/** Even and odd samples as the two parts of one complex signal of half the length, told apart afterwards by symmetry. */
function packedForward(length: number): RealFft['forward'] {
  const half = length / 2;
  const { transform } = createComplexFft(half);
  const packedReal = new Float64Array(half);
  const packedImaginary = new Float64Array(half);
  const cosine = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / length) / 2);
  const sine = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / length) / 2);
  return (input, real, imaginary) => {
    for (let index = 0; index < half; index++) {
      packedReal[index] = input[2 * index] as number;
      packedImaginary[index] = input[2 * index + 1] as number;
    }
    transform(packedReal, packedImaginary);
    const sumOfEven = packedReal[0] as number;
    const sumOfOdd = packedImaginary[0] as number;
    real[0] = sumOfEven + sumOfOdd;
    imaginary[0] = 0;
    const inner = Math.min(real.length, half);
    for (let k = 1; k < inner; k++) {
      const re = packedReal[k] as number;
      const im = packedImaginary[k] as number;
      const mirroredRe = packedReal[half - k] as number;
      const mirroredIm = packedImaginary[half - k] as number;
      const oddRe = im + mirroredIm;
      const oddIm = mirroredRe - re;
      const c = cosine[k] as number;
      const s = sine[k] as number;
      real[k] = (re + mirroredRe) / 2 + oddRe * c + oddIm * s;
      imaginary[k] = (im - mirroredIm) / 2 + oddIm * c - oddRe * s;
    }
    if (real.length > half) {
      real[half] = sumOfEven - sumOfOdd;
      imaginary[half] = 0;
    }
  };
}

function plainForward(length: number): RealFft['forward'] {
  const { transform } = createComplexFft(length);
  const workReal = new Float64Array(length);
  const workImaginary = new Float64Array(length);
  return (input, real, imaginary) => {
    workReal.set(input);
    workImaginary.fill(0);
    transform(workReal, workImaginary);
    for (let k = 0; k < real.length; k++) {
      real[k] = workReal[k] as number;
      imaginary[k] = workImaginary[k] as number;
    }
  };
}
