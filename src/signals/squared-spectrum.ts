/** The squared magnitudes of a tapered segment's lowest bins, in whichever of two ways is the shorter one. */

import { createFoldedSums, productsOfFoldedSums } from './folded-sums';
import { createRealFft } from './real-fft';

/**
 * The squared magnitude `[bin]`, unscaled, of the segment that starts at `samples[from]`, less `mean` and times the window, in
 * an array that the next call writes again. It may be longer than the bins that were asked for; what follows them means nothing.
 */
export type SquaredSpectrum = (samples: Float64Array, from: number, mean: number) => Float64Array;

/** How long an FFT takes, in multiply-adds of a plain sum to each of its `length * log2(length)`. Measured in V8. */
const FFT_WORK = 2;

/** Whether plain sums take less time for a segment of `length` samples than the FFT does. */
export function isShort(length: number, fftLength: number, bins: number): boolean {
  return productsOfFoldedSums(length, bins) < FFT_WORK * fftLength * Math.log2(fftLength);
}

/** Bins `0` to `bins - 1` of a transform of `fftLength`; what the window does not reach is filled with zeros. */
export function createSquaredSpectrum(window: Float64Array, fftLength: number, bins: number): SquaredSpectrum {
  const create = isShort(window.length, fftLength, bins) ? createFoldedSums : createFftSquares;
  return create(window, fftLength, bins);
}

export function createFftSquares(window: Float64Array, fftLength: number, bins: number): SquaredSpectrum {
  const fft = createRealFft(fftLength);
  const segment = new Float64Array(fftLength);
  const real = new Float64Array(bins);
  const imaginary = new Float64Array(bins);
  const squares = new Float64Array(bins);
  return (samples, from, mean) => {
    for (let index = 0; index < window.length; index++) {
      segment[index] = ((samples[from + index] as number) - mean) * (window[index] as number);
    }
    fft.forward(segment, real, imaginary);
    for (let bin = 0; bin < bins; bin++) squares[bin] = (real[bin] as number) ** 2 + (imaginary[bin] as number) ** 2;
    return squares;
  };
}
