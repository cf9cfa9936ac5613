/** The squared magnitudes of a tapered segment's lowest bins, in whichever of two ways is the shorter one. */

import { createFftSquares, type SquaredSpectrum } from './fft-squares';
import { createFoldedSums, productsOfFoldedSums } from './folded-sums';

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
