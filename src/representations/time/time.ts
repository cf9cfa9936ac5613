/** The beat as it is drawn on paper. */

import type { ParameterDescriptor, RepresentationDefinition } from '../../domain/representation';
import {
  aroundTheMiddle,
  BEAT_WINDOW_PARAMETERS,
  beatWindowOf,
  cutSegment,
  timeAxis,
  windowStart,
} from '../beat-window';
import { choiceParameter } from '../parameters';
import { AGAINST_NOTHING, againstUsual, USUAL_BEAT_PARAMETER } from '../usual-beat';

const SCALES = ['millivolts', 'z-score', 'peak'] as const;
type Scale = (typeof SCALES)[number];

/** A beat whose spread or peak is below this is noise, and is not blown up to the size of a beat. */
const FAINTEST_MILLIVOLTS = 0.01;

const SCALE_PARAMETER: ParameterDescriptor = {
  kind: 'choice',
  key: 'scale',
  label: 'Scale',
  why: 'Millivolts keep how tall a beat is; the other two take it away, so that only the shape is left and no patient is simply louder.',
  options: [
    { value: 'millivolts', label: 'millivolts' },
    { value: 'z-score', label: 'z-score of the beat' },
    { value: 'peak', label: 'share of the highest peak' },
  ],
  initial: 'millivolts',
};

const UNITS: Record<Scale, string> = { millivolts: 'mV', 'z-score': 'SD', peak: '' };

const TEACHES =
  'The waveform itself: P wave, QRS complex and T wave, the way cardiologists read it. A ventricular beat shows as a wide, ' +
  'odd-shaped QRS with a T wave that points the other way; a supraventricular one looks almost normal here, because what is ' +
  'wrong with it is when it comes. But every heart and every electrode draws its own normal beat, and a network that has met ' +
  'few patients learns to know them by it. So the usual beat of the recording, the median of many, is taken away first, as a ' +
  'cardiologist compares an odd beat with its neighbours: a normal beat becomes a nearly flat line, a ventricular one stays ' +
  'large, and a fusion of the two lies in between. Choose nothing to be taken away to see the waveform as it was recorded. A ' +
  'convolution that slides along time suits it, for a beat shifted by a few milliseconds is still the same beat. Rhythm is ' +
  'hidden, except for the neighbours that a long window lets in.';

export const definition: RepresentationDefinition = {
  id: 'time',
  label: 'Time',
  subtitle: 'waveform',
  teaches: TEACHES,
  parameters: [...BEAT_WINDOW_PARAMETERS, SCALE_PARAMETER, USUAL_BEAT_PARAMETER],
  normalisation: 'whole',
  shape: (parameters, samplingRateHz) => [beatWindowOf(parameters, samplingRateHz).length, 1],
  axes(parameters, samplingRateHz) {
    const window = beatWindowOf(parameters, samplingRateHz);
    return [
      timeAxis(
        Array.from({ length: window.length }, (_, index) => index),
        window,
        samplingRateHz,
      ),
    ];
  },
  valueUnit: (parameters) => UNITS[choiceParameter(parameters, 'scale', SCALES)],
  forWindows: (windowSeconds) => ({ ...aroundTheMiddle(windowSeconds), ...AGAINST_NOTHING }),
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const rescale = RESCALE[choiceParameter(parameters, 'scale', SCALES)];
    const write = (example: number, out: Float64Array): void => {
      cutSegment(samples, windowStart(centres[example] as number, window), window.length, out);
      rescale(out, window.length);
    };
    return againstUsual(write, centres.length, window.length, parameters);
  },
};

const RESCALE: Record<Scale, (values: Float64Array, length: number) => void> = {
  millivolts: () => {},
  'z-score': (values, length) => {
    let sum = 0;
    for (let index = 0; index < length; index++) sum += values[index] as number;
    const mean = sum / length;
    let squares = 0;
    for (let index = 0; index < length; index++) squares += ((values[index] as number) - mean) ** 2;
    const spread = Math.max(Math.sqrt(squares / length), FAINTEST_MILLIVOLTS);
    for (let index = 0; index < length; index++) values[index] = ((values[index] as number) - mean) / spread;
  },
  peak: (values, length) => {
    let peak = FAINTEST_MILLIVOLTS;
    for (let index = 0; index < length; index++) peak = Math.max(peak, Math.abs(values[index] as number));
    for (let index = 0; index < length; index++) values[index] = (values[index] as number) / peak;
  },
};
