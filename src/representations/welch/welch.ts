/** The beat's spectrum, steadied by averaging. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { createPowerDensity } from '../../signals/power-density';
import { createWelch, segmentStarts } from '../../signals/welch';
import { periodicWindow } from '../../signals/windows';
import { aroundTheMiddle, BEAT_WINDOW_PARAMETERS, beatWindowOf, cutSegment, windowStart } from '../beat-window';
import { numberParameter } from '../parameters';
import { createPowerScale, POWER_SCALE_PARAMETERS, powerUnit } from '../power-scale';
import {
  fftLengthParameter,
  fittingFftLength,
  frequencyAxis,
  HIGHEST_FREQUENCY_PARAMETER,
  spectralGridOf,
  TAPER_PARAMETER,
  taperOf,
} from '../spectral-grid';

const FFT_LENGTHS = [512, 1024, 2048];
const LONG_SECONDS = 5;

const SEGMENT_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'segmentPercent',
    label: 'Segment',
    why: 'Share of the window that one spectrum is taken of. Short segments are many and their mean is steady; long ones resolve more.',
    unit: '%',
    minimum: 20,
    maximum: 100,
    step: 10,
    initial: 50,
  },
  {
    kind: 'number',
    key: 'overlapPercent',
    label: 'Overlap',
    why: 'Share of a segment that the next one sees again. Half makes up for what the taper fades out; more adds little but work.',
    unit: '%',
    minimum: 0,
    maximum: 75,
    step: 25,
    initial: 50,
  },
];

const TEACHES =
  'The same question as the frequency view, answered more calmly. One spectrum of one window is a poor estimate: its bins scatter ' +
  'by as much as they are high, however long the window. So Welch cuts the window into overlapping segments, takes a spectrum of ' +
  'each and averages: the scatter falls with the number of segments, and resolution falls with their length. For noise and for a ' +
  'rhythm that goes on, such as fibrillating atria in a window of ten seconds, that is the estimate to take. A single beat does not go on: ' +
  'segments with the QRS complex and those without are averaged, and half a second cannot tell 4 Hz from 6 Hz. Comparing it with ' +
  'the frequency view on the same beats shows what steadiness is worth to a network that sees thousands of them anyway.';

export const definition: RepresentationDefinition = {
  id: 'welch',
  label: 'Welch spectrum',
  subtitle: 'mean of overlapping spectra',
  teaches: TEACHES,
  parameters: [
    ...BEAT_WINDOW_PARAMETERS,
    ...SEGMENT_PARAMETERS,
    fftLengthParameter(FFT_LENGTHS, 512),
    HIGHEST_FREQUENCY_PARAMETER,
    TAPER_PARAMETER,
    ...POWER_SCALE_PARAMETERS,
  ],
  normalisation: 'feature',
  shape: (parameters, samplingRateHz) => [gridOf(parameters, samplingRateHz).bins],
  axes: (parameters, samplingRateHz) => [frequencyAxis(gridOf(parameters, samplingRateHz), samplingRateHz)],
  valueUnit: powerUnit,
  forWindows(windowSeconds, samplingRateHz) {
    const segmentPercent = windowSeconds >= LONG_SECONDS ? 20 : 50;
    const samples = Math.round((windowSeconds * samplingRateHz * segmentPercent) / 100);
    return {
      ...aroundTheMiddle(windowSeconds),
      segmentPercent,
      fftLength: fittingFftLength(FFT_LENGTHS, samples),
    };
  },
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const length = segmentLength(parameters, samplingRateHz);
    const overlap = Math.round((length * numberParameter(parameters, 'overlapPercent')) / 100);
    const taper = periodicWindow(taperOf(parameters), length);
    const grid = gridOf(parameters, samplingRateHz);
    const density = createPowerDensity({ samplingRateHz, window: taper, ...grid, detrend: 'constant' });
    const average = createWelch(density, segmentStarts(window.length, length, overlap));
    const segment = new Float64Array(window.length);
    const rescale = createPowerScale(parameters);
    return (example, out) => {
      cutSegment(samples, windowStart(centres[example] as number, window), window.length, segment);
      average(segment, out);
      rescale(out, grid.bins);
    };
  },
};

function segmentLength(parameters: ParameterValues, samplingRateHz: number): number {
  const { length } = beatWindowOf(parameters, samplingRateHz);
  return Math.round((length * numberParameter(parameters, 'segmentPercent')) / 100);
}

function gridOf(parameters: ParameterValues, samplingRateHz: number) {
  return spectralGridOf(parameters, segmentLength(parameters, samplingRateHz), samplingRateHz);
}
