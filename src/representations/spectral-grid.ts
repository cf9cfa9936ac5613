/** Which frequencies a spectrum is computed at, and with which taper: the settings that both spectral views share. */

import { LabError } from '../domain/problem';
import type { Axis, ParameterDescriptor, ParameterValues } from '../domain/representation';
import { TAPERS, type Taper } from '../signals/windows';
import { choiceParameter, numberParameter } from './parameters';

export const HIGHEST_FREQUENCY_PARAMETER: ParameterDescriptor = {
  kind: 'number',
  key: 'highestHz',
  label: 'Highest frequency',
  why: 'Bins from 0 Hz to just below this. Nearly all of a QRS complex lies below 30 Hz; above come its finest notches and muscle noise.',
  unit: 'Hz',
  minimum: 16,
  maximum: 48,
  step: 4,
  initial: 32,
};

export const TAPER_PARAMETER: ParameterDescriptor = {
  kind: 'choice',
  key: 'taper',
  label: 'Taper',
  why: 'Fades the segment in and out. A boxcar is sharpest but leaks strong frequencies into weak ones; Blackman leaks least and blurs most.',
  options: [
    { value: 'hann', label: 'Hann' },
    { value: 'hamming', label: 'Hamming' },
    { value: 'blackman', label: 'Blackman' },
    { value: 'boxcar', label: 'boxcar (none)' },
  ],
  initial: 'hann',
};

/** The FFT lengths on offer, as a choice: powers of two are the fast ones, and the only ones a student meets. */
export function fftLengthParameter(lengths: readonly number[], initial: number): ParameterDescriptor {
  return {
    kind: 'choice',
    key: 'fftLength',
    label: 'FFT length',
    why: 'Zeros are added up to this length. More bins draw the same spectrum more smoothly; only a longer window resolves more.',
    options: lengths.map((length) => ({ value: String(length), label: `${length} samples` })),
    initial: String(initial),
  };
}

/** The first of `lengths` that holds `samples`, as the value of the parameter; the longest where none does. */
export function fittingFftLength(lengths: readonly number[], samples: number): string {
  return String(lengths.find((length) => length >= samples) ?? lengths.at(-1));
}

export function taperOf(parameters: ParameterValues): Taper {
  return choiceParameter(parameters, 'taper', TAPERS);
}

export interface SpectralGrid {
  readonly fftLength: number;
  /** Bins kept, from 0 Hz in steps of `samplingRateHz / fftLength`. */
  readonly bins: number;
}

/**
 * @param segmentLength samples that are transformed at once
 * @throws LabError where the segment is longer than the FFT, or the band reaches past the Nyquist frequency.
 */
export function spectralGridOf(
  parameters: ParameterValues,
  segmentLength: number,
  samplingRateHz: number,
): SpectralGrid {
  const fftLength = Number(parameters.fftLength);
  const highestHz = numberParameter(parameters, 'highestHz');
  if (!(fftLength >= segmentLength)) {
    throw problem('fftLength', `at least the ${segmentLength} samples of the window`, `${parameters.fftLength}`, {
      fix: 'Choose a longer FFT, a shorter window or a lower working rate.',
    });
  }
  const nyquistHz = samplingRateHz / 2;
  if (highestHz > nyquistHz) {
    throw problem('highestHz', `at most half of the working rate, ${nyquistHz} Hz`, `${highestHz} Hz`, {
      fix: 'Lower the highest frequency or raise the working rate.',
    });
  }
  return { fftLength, bins: Math.ceil((highestHz * fftLength) / samplingRateHz) };
}

/** Frequencies of the bins kept. */
export function frequencyAxis({ fftLength, bins }: SpectralGrid, samplingRateHz: number): Axis {
  const values = Float64Array.from({ length: bins }, (_, bin) => (bin * samplingRateHz) / fftLength);
  return { label: 'frequency', unit: 'Hz', values };
}

function problem(key: string, expected: string, found: string, { fix }: { fix: string }): LabError {
  return new LabError({ code: 'spectral-grid', file: '', field: `parameter ${key}`, at: '', expected, found, fix });
}
