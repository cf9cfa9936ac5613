/** The spectrum of the whole window, before it is summed up in bands. */

import type { ConditionedLead, ParameterDescriptor, ParameterValues } from '../domain/representation';
import { createPowerDensity } from '../signals/power-density';
import { periodicWindow } from '../signals/windows';
import { aroundTheMiddle, BEAT_WINDOW_PARAMETERS, beatWindowOf, cutSegment, windowStart } from './beat-window';
import { fftLengthParameter, fittingFftLength, TAPER_PARAMETER, taperOf } from './spectral-grid';

const FFT_LENGTHS = [512, 1024, 2048];

export const BEAT_SPECTRUM_PARAMETERS: readonly ParameterDescriptor[] = [
  ...BEAT_WINDOW_PARAMETERS,
  fftLengthParameter(FFT_LENGTHS, 512),
  TAPER_PARAMETER,
];

export function spectrumForWindows(windowSeconds: number, samplingRateHz: number): ParameterValues {
  const samples = Math.round(windowSeconds * samplingRateHz);
  return { ...aroundTheMiddle(windowSeconds), fftLength: fittingFftLength(FFT_LENGTHS, samples) };
}

/** `of(example)` is the power density `[bin]` (mV²/Hz) of the first `bins` bins, in an array that the next call writes again. */
export function prepareBeatSpectrum(
  { samples, samplingRateHz, centres }: ConditionedLead,
  parameters: ParameterValues,
  { fftLength, bins }: { readonly fftLength: number; readonly bins: number },
): (example: number) => Float64Array {
  const window = beatWindowOf(parameters, samplingRateHz);
  const taper = periodicWindow(taperOf(parameters), window.length);
  const density = createPowerDensity({ samplingRateHz, window: taper, fftLength, bins, detrend: 'constant' });
  const segment = new Float64Array(window.length);
  const spectrum = new Float64Array(bins);
  return (example) => {
    cutSegment(samples, windowStart(centres[example] as number, window), window.length, segment);
    density.write(segment, 0, spectrum);
    return spectrum;
  };
}
