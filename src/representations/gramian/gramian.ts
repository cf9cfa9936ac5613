/** The beat as a picture of angles between its moments. */

import type { ParameterDescriptor, RepresentationDefinition } from '../../domain/representation';
import { GRAMIAN_FIELDS, gramianAngularField } from '../../signals/gramian-angular-field';
import { piecewiseMean } from '../../signals/piecewise-mean';
import { aroundTheMiddle, BEAT_WINDOW_PARAMETERS, beatWindowOf, cutSegment, windowStart } from '../beat-window';
import { choiceParameter } from '../parameters';
import { FAINTEST_MILLIVOLTS, momentAxes, POINTS_PARAMETER, pointsOf } from '../picture-points';

const FIELD_PARAMETER: ParameterDescriptor = {
  kind: 'choice',
  key: 'field',
  label: 'Field',
  why: 'The summation field is symmetric and keeps the waveform on its diagonal; the difference field tells which moment came first.',
  options: [
    { value: 'summation', label: 'summation: cos(a + b)' },
    { value: 'difference', label: 'difference: sin(a \u2212 b)' },
  ],
  initial: 'summation',
};

const TEACHES =
  'The waveform made into a picture, so that networks for photographs can be let loose on it. The beat is averaged to a few dozen ' +
  'points and stretched from \u22121 to 1; each value is read as the cosine of an angle, and the pixel at row i and column j is the ' +
  'cosine of the sum of the two angles. Time runs along both sides, the diagonal is the beat itself (its double angle), and the ' +
  'QRS complex is a cross that compares itself with every other moment. Nothing is added: 32 numbers have become 1,024, and what ' +
  'a network gains is that distant moments, such as P wave and T wave, lie side by side for a small kernel. What is lost is how ' +
  'tall the beat is (the stretching takes it) and whatever is shorter than a point, 31 ms of a second at first. Look whether it ' +
  'beats the plain waveform before you believe that a picture must.';

export const definition: RepresentationDefinition = {
  id: 'gramian',
  label: 'Gramian field',
  subtitle: 'angles between moments',
  teaches: TEACHES,
  parameters: [...BEAT_WINDOW_PARAMETERS, POINTS_PARAMETER, FIELD_PARAMETER],
  normalisation: 'whole',
  shape: (parameters) => [pointsOf(parameters), pointsOf(parameters), 1],
  axes(parameters, samplingRateHz) {
    return momentAxes(parameters, beatWindowOf(parameters, samplingRateHz), samplingRateHz);
  },
  valueUnit: () => '',
  forWindows: aroundTheMiddle,
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const field = choiceParameter(parameters, 'field', GRAMIAN_FIELDS);
    const segment = new Float64Array(window.length);
    const points = new Float64Array(pointsOf(parameters));
    return (example, out) => {
      cutSegment(samples, windowStart(centres[example] as number, window), window.length, segment);
      piecewiseMean(segment, window.length, points.length, points);
      gramianAngularField(points, field, FAINTEST_MILLIVOLTS, out);
    };
  },
};
