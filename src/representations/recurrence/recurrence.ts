/** The beat as a picture of which moments resemble each other. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { piecewiseMean } from '../../signals/piecewise-mean';
import { stateDistances, thresholdDistances } from '../../signals/recurrence';
import { aroundTheMiddle, BEAT_WINDOW_PARAMETERS, beatWindowOf, cutSegment, windowStart } from '../beat-window';
import { choiceParameter, numberParameter } from '../parameters';
import { momentAxes, POINTS_PARAMETER, pointsOf } from '../picture-points';

const FORMS = ['distance', 'recurrence'] as const;

const STATE_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'dimension',
    label: 'Embedding',
    why: 'How many successive values make a state. One compares heights only; two or three also tell rising from falling.',
    unit: 'values',
    minimum: 1,
    maximum: 5,
    step: 1,
    initial: 2,
  },
  {
    kind: 'number',
    key: 'delayPoints',
    label: 'Delay',
    why: 'How many points lie between the values of a state. Too few and they say the same; too many and they have nothing in common.',
    unit: 'points',
    minimum: 1,
    maximum: 4,
    step: 1,
    initial: 1,
  },
  {
    kind: 'choice',
    key: 'form',
    label: 'Form',
    why: 'The distances themselves keep all that there is; Eckmann\u2019s plot only marks where two states are closer than the radius.',
    options: [
      { value: 'distance', label: 'distances' },
      { value: 'recurrence', label: 'within the radius or not' },
    ],
    initial: 'distance',
  },
  {
    kind: 'number',
    key: 'radiusMillivolts',
    label: 'Radius',
    why: 'How close two states must be to count as the same. Too small and only the diagonal is left; too large and all is one blot.',
    unit: 'mV',
    minimum: 0.02,
    maximum: 0.5,
    step: 0.02,
    initial: 0.1,
  },
];

const TEACHES =
  'A map of when the heart is back where it was. A state is a value and the one shortly after it; the pixel at row i and column j ' +
  'says how far the states at the two moments lie apart. Time runs along both sides and the diagonal is zero, every state being ' +
  'at no distance from itself. Quiet stretches are dark squares, the QRS complex is a bright cross that resembles nothing else, ' +
  'and where a wave comes twice a dark line runs beside the diagonal: a long window shows a regular rhythm as stripes, and a ' +
  'broken one as stripes that bend. It came from the study of chaos, where the stripes tell more than the signal does. ' +
  'Of one beat it tells about what the waveform does, as distances in millivolts: shift or flip the whole beat and the picture stays the ' +
  'same, so that a T wave that is turned over is seen only by what it lies next to.';

export const definition: RepresentationDefinition = {
  id: 'recurrence',
  label: 'Recurrence plot',
  subtitle: 'distances between moments',
  teaches: TEACHES,
  parameters: [...BEAT_WINDOW_PARAMETERS, POINTS_PARAMETER, ...STATE_PARAMETERS],
  normalisation: 'whole',
  shape: (parameters) => [pointsOf(parameters), pointsOf(parameters), 1],
  axes(parameters, samplingRateHz) {
    return momentAxes(parameters, beatWindowOf(parameters, samplingRateHz), samplingRateHz);
  },
  valueUnit: (parameters) => (isDistance(parameters) ? 'mV' : ''),
  forWindows: aroundTheMiddle,
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const points = pointsOf(parameters);
    const dimension = numberParameter(parameters, 'dimension');
    const delay = numberParameter(parameters, 'delayPoints');
    const radius = isDistance(parameters) ? null : numberParameter(parameters, 'radiusMillivolts');
    // The last states reach past the window: the real samples there are used.
    const values = new Float64Array(points + (dimension - 1) * delay);
    const reach = (values.length * window.length) / points;
    const segment = new Float64Array(Math.ceil(reach));
    return (example, out) => {
      cutSegment(samples, windowStart(centres[example] as number, window), segment.length, segment);
      piecewiseMean(segment, reach, values.length, values);
      stateDistances(values, points, dimension, delay, out);
      if (radius !== null) thresholdDistances(out, points * points, radius);
    };
  },
};

function isDistance(parameters: ParameterValues): boolean {
  return choiceParameter(parameters, 'form', FORMS) === 'distance';
}
