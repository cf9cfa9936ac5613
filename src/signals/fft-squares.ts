/** The squared magnitudes of a tapered segment's lowest bins, by an FFT. */

import { createRealFft } from './real-fft';

/**
 * The squared magnitude `[bin]`, unscaled, of the segment that starts at `samples[from]`, less `mean` and times the window, in
 * an array that the next call writes again. It may be longer than the bins that were asked for; what follows them means nothing.
 */
export type SquaredSpectrum = (samples: Float64Array, from: number, mean: number) => Float64Array;

/** Bins `0` to `bins - 1` of a transform of `fftLength`; what the window does not reach is filled with zeros. */
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
