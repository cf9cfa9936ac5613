/** The beat as a picture: when each oscillation happens. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { createPowerDensity } from '../../signals/power-density';
import { createSpectrogram } from '../../signals/spectrogram';
import { periodicWindow } from '../../signals/windows';
import {
  aroundTheMiddle,
  BEAT_WINDOW_PARAMETERS,
  beatWindowOf,
  cutSegment,
  timeAxis,
  windowStart,
} from '../beat-window';
import { numberParameter } from '../parameters';
import { FRAMES_PARAMETER, frameCentres } from '../picture-frames';
import { createPowerScale, POWER_SCALE_PARAMETERS, powerDifferenceUnit, powerUnit } from '../power-scale';
import {
  fftLengthParameter,
  frequencyAxis,
  HIGHEST_FREQUENCY_PARAMETER,
  spectralGridOf,
  TAPER_PARAMETER,
  taperOf,
} from '../spectral-grid';
import { AGAINST_NOTHING, againstUsual, isAgainstUsual, USUAL_BEAT_PARAMETER } from '../usual-beat';

const STFT_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'stftSeconds',
    label: 'STFT window',
    why: 'The segment behind each column. Longer tells frequencies apart and blurs time; shorter does the reverse. No setting does both.',
    unit: 's',
    minimum: 0.08,
    maximum: 0.5,
    step: 0.01,
    initial: 0.25,
  },
  FRAMES_PARAMETER,
];

const TEACHES =
  'A spectrum for every moment: time runs to the right, frequency upwards, and brightness is power. The QRS complex is a tall ' +
  'bright column, because whatever is brief is spread over many frequencies; P and T waves are low hills beside it; a ' +
  'ventricular beat is a column that is lower and wider. It shows what the waveform and the spectrum each hide from the other, ' +
  'at a price that no algorithm can lower: a window short enough to place the QRS within 0.1 s cannot tell 5 Hz from 10 Hz ' +
  '(the uncertainty relation of Gabor, 1946). Phase is lost, so whether the T wave points up or down is not seen. Because every ' +
  'heart has a picture of its own, the usual one of the recording, the median of many, is taken away first: what is left is ' +
  'where this beat has more power than the same heart usually has, and where less. A normal beat is even grey then, and in ' +
  'decibels it no longer matters how loud a patient or an electrode is. Choose nothing to be taken away to see the column and ' +
  'the hills. Neighbours in this picture belong together in both directions, which is why a two-dimensional convolution suits ' +
  'it, though unlike in a photograph a pattern that moves upwards means something else.';

export const definition: RepresentationDefinition = {
  id: 'spectrogram',
  label: 'Spectrogram',
  subtitle: 'short-time Fourier transform',
  teaches: TEACHES,
  parameters: [
    ...BEAT_WINDOW_PARAMETERS,
    ...STFT_PARAMETERS,
    fftLengthParameter([256, 512, 1024], 256),
    HIGHEST_FREQUENCY_PARAMETER,
    TAPER_PARAMETER,
    ...POWER_SCALE_PARAMETERS,
    USUAL_BEAT_PARAMETER,
  ],
  normalisation: 'row',
  shape(parameters, samplingRateHz) {
    return [gridOf(parameters, samplingRateHz).bins, numberParameter(parameters, 'frames'), 1];
  },
  axes(parameters, samplingRateHz) {
    const window = beatWindowOf(parameters, samplingRateHz);
    return [
      frequencyAxis(gridOf(parameters, samplingRateHz), samplingRateHz),
      timeAxis(frameCentres(parameters, window), window, samplingRateHz),
    ];
  },
  valueUnit: (parameters) => (isAgainstUsual(parameters) ? powerDifferenceUnit : powerUnit)(parameters),
  forWindows: (windowSeconds) => ({
    ...aroundTheMiddle(windowSeconds),
    ...framesFor(windowSeconds),
    ...AGAINST_NOTHING,
  }),
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const grid = gridOf(parameters, samplingRateHz);
    const length = stftLength(parameters, samplingRateHz);
    const taper = periodicWindow(taperOf(parameters), length);
    const density = createPowerDensity({ samplingRateHz, window: taper, ...grid, detrend: 'none' });
    // The outer frames reach past the beat window: the real samples there are used, because zeros would draw an edge.
    const starts = frameCentres(parameters, window).map((centre) => Math.round(centre - length / 2));
    const first = starts[0] as number;
    const reach = (starts[starts.length - 1] as number) - first + length;
    const transform = createSpectrogram(
      density,
      Int32Array.from(starts, (start) => start - first),
    );
    const segment = new Float64Array(reach);
    const size = grid.bins * starts.length;
    const rescale = createPowerScale(parameters);
    const write = (example: number, out: Float64Array): void => {
      cutSegment(samples, windowStart(centres[example] as number, window) + first, reach, segment);
      transform(segment, out);
      rescale(out, size);
    };
    return againstUsual(write, centres.length, size, parameters);
  },
};

const HOP_SECONDS = 0.125;

/** So many frames that they are 125 ms apart, or as many as there may be; each long enough to leave no gap and half overlap the next. */
function framesFor(windowSeconds: number): ParameterValues {
  const { minimum, maximum, step, initial } = FRAMES_PARAMETER;
  const wanted = Math.max(initial, step * Math.ceil(windowSeconds / HOP_SECONDS / step));
  const frames = Math.min(maximum, Math.max(minimum, wanted));
  const stftSeconds = Math.min(0.5, Math.max(0.25, Math.round((200 * windowSeconds) / frames) / 100));
  return { frames, stftSeconds };
}

/** Samples behind one column. */
function stftLength(parameters: ParameterValues, samplingRateHz: number): number {
  return Math.round(numberParameter(parameters, 'stftSeconds') * samplingRateHz);
}

function gridOf(parameters: ParameterValues, samplingRateHz: number) {
  return spectralGridOf(parameters, stftLength(parameters, samplingRateHz), samplingRateHz);
}
