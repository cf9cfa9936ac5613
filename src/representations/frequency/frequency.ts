/** The beat as a mixture of oscillations. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { createPowerDensity } from '../../signals/power-density';
import { periodicWindow } from '../../signals/windows';
import { aroundTheMiddle, BEAT_WINDOW_PARAMETERS, beatWindowOf, cutSegment, windowStart } from '../beat-window';
import { choiceParameter } from '../parameters';
import { createPowerScale, POWER_SCALE_PARAMETERS, powerUnit } from '../power-scale';
import { averageInBands, BAND_COUNT, BAND_EDGES_HZ, bandBins, bandCentresHz } from '../spectral-bands';
import {
  fftLengthParameter,
  fittingFftLength,
  frequencyAxis,
  HIGHEST_FREQUENCY_PARAMETER,
  spectralGridOf,
  TAPER_PARAMETER,
  taperOf,
} from '../spectral-grid';

const LAYOUTS = ['bins', 'bands'] as const;

const LAYOUT_PARAMETER: ParameterDescriptor = {
  kind: 'choice',
  key: 'layout',
  label: 'Layout',
  why: 'Every bin up to the highest frequency, or the mean of eight fixed bands up to 40 Hz: fewer numbers, less noise, less detail.',
  options: [
    { value: 'bins', label: 'FFT bins' },
    { value: 'bands', label: 'eight bands, 0.5 to 40 Hz' },
  ],
  initial: 'bins',
};

const FFT_LENGTHS = [512, 1024, 2048];

const TEACHES =
  'How much of each frequency the beat contains, and nothing of when. A narrow QRS complex spreads its power far up, to 20 Hz ' +
  'and beyond; a wide ventricular one piles it up below 10 Hz; tremor of the muscles lifts everything above 20 Hz. The phase is ' +
  'thrown away, so two beats whose waves are the same but come in another order look alike, and a beat that is cut a few ' +
  'milliseconds off looks just the same: that indifference is the strength and the weakness of this view. A window of one ' +
  'second cannot tell 5 Hz from 5.5 Hz, however many bins a longer FFT draws between them. The numbers have no neighbours worth ' +
  'sliding along (a pattern at 5 Hz means something else at 20 Hz), which is why a dense network takes them.';

export const definition: RepresentationDefinition = {
  id: 'frequency',
  label: 'Frequency',
  subtitle: 'power spectrum of the beat',
  teaches: TEACHES,
  parameters: [
    ...BEAT_WINDOW_PARAMETERS,
    LAYOUT_PARAMETER,
    fftLengthParameter(FFT_LENGTHS, 512),
    HIGHEST_FREQUENCY_PARAMETER,
    TAPER_PARAMETER,
    ...POWER_SCALE_PARAMETERS,
  ],
  normalisation: 'feature',
  shape: (parameters, samplingRateHz) => [inBands(parameters) ? BAND_COUNT : gridOf(parameters, samplingRateHz).bins],
  axes(parameters, samplingRateHz) {
    if (inBands(parameters)) return [{ label: 'middle of the band', unit: 'Hz', values: bandCentresHz() }];
    return [frequencyAxis(gridOf(parameters, samplingRateHz), samplingRateHz)];
  },
  valueUnit: powerUnit,
  forWindows(windowSeconds, samplingRateHz) {
    const samples = Math.round(windowSeconds * samplingRateHz);
    return { ...aroundTheMiddle(windowSeconds), fftLength: fittingFftLength(FFT_LENGTHS, samples) };
  },
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const { fftLength, bins } = gridOf(parameters, samplingRateHz);
    const taper = periodicWindow(taperOf(parameters), window.length);
    const density = createPowerDensity({ samplingRateHz, window: taper, fftLength, bins, detrend: 'constant' });
    const firstBins = bandBins(samplingRateHz, fftLength);
    const size = inBands(parameters) ? BAND_COUNT : bins;
    const segment = new Float64Array(window.length);
    const spectrum = new Float64Array(bins);
    const rescale = createPowerScale(parameters);
    const summarise = inBands(parameters)
      ? (out: Float64Array) => {
          density.write(segment, 0, spectrum);
          averageInBands(spectrum, firstBins, out);
        }
      : (out: Float64Array) => density.write(segment, 0, out);
    return (example, out) => {
      cutSegment(samples, windowStart(centres[example] as number, window), window.length, segment);
      summarise(out);
      rescale(out, size);
    };
  },
};

function inBands(parameters: ParameterValues): boolean {
  return choiceParameter(parameters, 'layout', LAYOUTS) === 'bands';
}

/** In bands, the bins up to the highest band's upper edge are needed whatever the highest frequency is set to. */
function gridOf(parameters: ParameterValues, samplingRateHz: number) {
  const highestHz = BAND_EDGES_HZ[BAND_COUNT] as number;
  const wanted = inBands(parameters) ? { ...parameters, highestHz: highestHz } : parameters;
  return spectralGridOf(wanted, beatWindowOf(parameters, samplingRateHz).length, samplingRateHz);
}
