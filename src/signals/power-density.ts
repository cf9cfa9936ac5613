/** How the power of a segment is spread over frequency. */

import { wavesOf } from './folded-sums';
import { createSquaredSpectrum, isShort } from './squared-spectrum';
import { createLaneSpectrogram } from './wasm/lane-spectrogram';
import { loadedLanes } from './wasm/lanes';

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
  /** Where kernels can do many segments at once: what `createSpectrogram` returns, made by them. */
  readonly frames?: (frameStarts: Int32Array) => (samples: Float64Array, out: Float64Array) => void;
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
  const all = Math.floor(fftLength / 2) + 1;
  const kept = bins ?? all;
  if (kept > all) throw new RangeError(`An FFT of ${fftLength} has ${all} bins, not ${kept}.`);
  const squaresOf = createSquaredSpectrum(window, fftLength, kept);
  const scale = 1 / (samplingRateHz * window.reduce((sum, value) => sum + value * value, 0));
  // The negative frequencies' half is added to the positive ones; 0 Hz and the Nyquist frequency have no partner.
  const scales = new Float64Array(kept).fill(2 * scale);
  scales[0] = scale;
  if (2 * (kept - 1) === fftLength) scales[kept - 1] = scale;

  const write: PowerDensity['write'] = (samples, from, out, at = 0, stride = 1) => {
    const squares = squaresOf(samples, from, detrend === 'constant' ? meanOf(samples, from, length) : 0);
    for (let bin = 0; bin < kept; bin++) out[at + bin * stride] = (scales[bin] as number) * (squares[bin] as number);
  };
  const lanes = loadedLanes()?.spectrogram;
  if (!lanes || detrend !== 'none' || !isShort(length, fftLength, kept)) return { bins: kept, write };
  const plan = { window, waves: wavesOf((length >> 1) + 1, fftLength, kept), scales };
  return { bins: kept, write, frames: (frameStarts) => createLaneSpectrogram(lanes, plan, frameStarts) };
}

function meanOf(samples: Float64Array, from: number, length: number): number {
  let sum = 0;
  for (let index = from; index < from + length; index++) sum += samples[index] as number;
  return sum / length;
}
