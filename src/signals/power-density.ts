/** How the power of a segment is spread over frequency. */

import { createRealFft } from './real-fft';

export interface PowerDensitySpec {
  readonly samplingRateHz: number;
  /** `[sample]` as long as the segment. */
  readonly window: Float64Array;
  /** At least the segment's length; what is beyond it is filled with zeros. */
  readonly fftLength: number;
  /** Bins wanted, from 0 Hz up; all of them by default. */
  readonly bins?: number;
  /** `constant` subtracts the segment's mean before the window. */
  readonly detrend: 'none' | 'constant';
}

export interface PowerDensity {
  readonly bins: number;
  /**
   * Writes the one-sided power spectral density (unit² / Hz) of the segment that starts at `samples[from]` to `out[at]`,
   * `out[at + stride]`, ..., one number a bin. Allocates nothing.
   */
  write(samples: Float64Array, from: number, out: Float64Array, at?: number, stride?: number): void;
}

/**
 * Modified periodogram (Welch, IEEE Trans. Audio Electroacoust. 15(2), 1967, one segment), scaled so that its sum times the bin
 * width is the segment's power whatever the window: SciPy's `periodogram` and `spectrogram` with `scaling='density'`.
 *
 * @throws RangeError where the transform is shorter than the window, or more bins are wanted than it has.
 */
export function createPowerDensity({
  samplingRateHz,
  window,
  fftLength,
  bins,
  detrend,
}: PowerDensitySpec): PowerDensity {
  const length = window.length;
  if (fftLength < length) throw new RangeError(`A window of ${length} samples does not fit an FFT of ${fftLength}.`);
  const fft = createRealFft(fftLength);
  const kept = bins ?? fft.bins;
  if (kept > fft.bins) throw new RangeError(`An FFT of ${fftLength} has ${fft.bins} bins, not ${kept}.`);
  const segment = new Float64Array(fftLength);
  const real = new Float64Array(kept);
  const imaginary = new Float64Array(kept);
  const scale = 1 / (samplingRateHz * window.reduce((sum, value) => sum + value * value, 0));
  const nyquistBin = fftLength % 2 === 0 ? fftLength / 2 : -1;

  const write: PowerDensity['write'] = (samples, from, out, at = 0, stride = 1) => {
    const mean = detrend === 'constant' ? meanOf(samples, from, length) : 0;
    for (let index = 0; index < length; index++) {
      segment[index] = ((samples[from + index] as number) - mean) * (window[index] as number);
    }
    fft.forward(segment, real, imaginary);
    for (let bin = 0; bin < kept; bin++) {
      const re = real[bin] as number;
      const im = imaginary[bin] as number;
      // The negative frequencies' half is added to the positive ones; 0 Hz and the Nyquist frequency have no partner.
      const sides = bin === 0 || bin === nyquistBin ? 1 : 2;
      out[at + bin * stride] = sides * scale * (re * re + im * im);
    }
  };
  return { bins: kept, write };
}

function meanOf(samples: Float64Array, from: number, length: number): number {
  let sum = 0;
  for (let index = from; index < from + length; index++) sum += samples[index] as number;
  return sum / length;
}
