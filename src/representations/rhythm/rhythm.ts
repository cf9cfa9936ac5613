/** The beat by its timing alone, measured against the patient's own rhythm. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { mean, median, quantile } from '../averages';
import { nearestBeats } from '../nearest-beats';
import { choiceParameter, numberParameter } from '../parameters';
import { rrIntervals } from './intervals';

const FORMS = ['log', 'ratio'] as const;
const REFERENCES = ['median-and-quartile', 'median', 'mean'] as const;
type Reference = (typeof REFERENCES)[number];

/** What a usual interval of the recording is: one opinion or two. */
const USUAL: Readonly<Record<Reference, readonly { readonly name: string; of(intervals: Float64Array): number }[]>> = {
  'median-and-quartile': [
    { name: 'median', of: median },
    { name: 'quartile', of: (intervals) => quantile(intervals, 0.75) },
  ],
  median: [{ name: 'median', of: median }],
  mean: [{ name: 'mean', of: mean }],
};

const PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'localBeats',
    label: 'Local rhythm',
    why: 'How many earlier RR intervals make the local mean. Few follow a changing heart rate; many are steadier against single odd beats.',
    unit: 'intervals',
    minimum: 4,
    maximum: 40,
    step: 1,
    initial: 10,
  },
  {
    kind: 'choice',
    key: 'reference',
    label: 'Own rhythm',
    why: 'What a usual interval of this patient is. The median holds while most beats are normal; where early beats outnumber them, only the longer intervals are the sinus rhythm.',
    options: [
      { value: 'median-and-quartile', label: 'median and upper quartile' },
      { value: 'median', label: 'median of the recording' },
      { value: 'mean', label: 'mean of the recording' },
    ],
    initial: 'median-and-quartile',
  },
  {
    kind: 'choice',
    key: 'form',
    label: 'Form',
    why: 'With logarithms half as long and twice as long are equally far from usual, and one long pause does not dwarf all else.',
    options: [
      { value: 'log', label: 'logarithm of the ratio' },
      { value: 'ratio', label: 'ratio' },
    ],
    initial: 'log',
  },
];

const TEACHES =
  'Numbers that know nothing of shape. The previous RR interval, the next one and the mean of the last ten, each against the ' +
  'usual one of the whole recording, taken twice: against the median, which does not mind a few odd beats, and against the upper ' +
  'quartile, which is still the sinus rhythm where early beats outnumber the normal ones. Then the previous interval and the next ' +
  'one against the local mean; the previous against the next; the previous against the one before it; and how irregular the last ten ' +
  'were. A supraventricular beat is often drawn like a normal one and told only by coming early: a short interval before it, and mostly ' +
  'a longer one after. A ventricular beat is early too, but its pause is usually longer, because the sinus node keeps its own ' +
  'time. Everything is relative to the patient, since 0.6 s is early for one heart and normal for another. In atrial ' +
  'fibrillation every interval is odd, which the last number tells. The next interval is from the future: fine for a ' +
  'recording that is read afterwards, impossible for an alarm at the bedside.';

const AGAINST_USUAL = ['previous', 'next', 'local mean'];
const AMONG_NEIGHBOURS = ['previous / local', 'next / local', 'previous / next', 'previous / before', 'irregularity'];

function usualOf(parameters: ParameterValues): (typeof USUAL)[Reference] {
  return USUAL[choiceParameter(parameters, 'reference', REFERENCES)];
}

function featureNames(parameters: ParameterValues): string[] {
  const against = usualOf(parameters).flatMap(({ name }) => AGAINST_USUAL.map((each) => `${each} / ${name}`));
  return [...against, ...AMONG_NEIGHBOURS];
}

/**
 * RR features after de Chazal et al., IEEE TBME 51(7), 2004 (previous, next, record mean, local mean of ten) in the form relative
 * to the patient of Mondejar-Guerra et al., Biomed. Signal Process. Control 47, 2019. Three choices are ours.
 * The recording's median and upper quartile stand for its mean: a patient whose early beats outnumber the normal ones, such as
 * record 232 of MIT-BIH, has early for usual by the median alone. In cross-validation by patient inside DS1 (macro-F1 over N, S
 * and V; rhythm alone, three seeds, and fused with time and spectrogram, two seeds) both together had 0.74 and 0.78, the median
 * alone 0.72 and 0.74, the quartile alone 0.69, the mean 0.69. The local mean ends before the previous
 * interval, so that an early beat is not measured against itself. Ratios are taken as logarithms, so that a halved and a doubled interval lie
 * symmetrically about 0 (on the ratio scale they are 0.5 below and 1 above) and a difference of features is again a ratio.
 *
 * What does not exist is neutral, so that the ends of a recording look regular instead of strange: the first beat's previous
 * and the last beat's next interval are the usual one, and a local mean of fewer intervals than asked takes those there are.
 */
export const definition: RepresentationDefinition = {
  id: 'rhythm',
  label: 'Rhythm',
  subtitle: 'RR intervals against the patient\u2019s own',
  teaches: TEACHES,
  parameters: PARAMETERS,
  normalisation: 'feature',
  leadIndependent: true,
  shape: (parameters) => [featureNames(parameters).length],
  axes: (parameters) => {
    const names = featureNames(parameters);
    return [{ label: 'feature', unit: '', values: Float64Array.from(names.keys()), names }];
  },
  valueUnit: (parameters) => (choiceParameter(parameters, 'form', FORMS) === 'log' ? 'ln ratio' : 'ratio'),
  prepare({ rPeaks, centres, samplingRateHz }, parameters) {
    const beatOf = nearestBeats(rPeaks, centres);
    const intervals = rrIntervals(rPeaks, samplingRateHz);
    const localBeats = numberParameter(parameters, 'localBeats');
    const form = choiceParameter(parameters, 'form', FORMS) === 'log' ? Math.log : (ratio: number) => ratio;
    const references = usualOf(parameters).map(({ of }) => of(intervals));
    const against = AGAINST_USUAL.length * references.length;
    return (example, out) => {
      const beat = beatOf(example);
      const previous = intervals[beat - 1];
      const next = intervals[beat];
      const from = Math.max(0, beat - 1 - localBeats);
      const local = meanBetween(intervals, from, beat - 1);
      references.forEach((usual, index) => {
        out[3 * index] = form((previous ?? usual) / usual);
        out[3 * index + 1] = form((next ?? usual) / usual);
        out[3 * index + 2] = form((local ?? usual) / usual);
      });
      const usual = references[0] as number;
      const [before, after, around] = [previous ?? usual, next ?? usual, local ?? usual];
      out[against] = form(before / around);
      out[against + 1] = form(after / around);
      out[against + 2] = form(before / after);
      out[against + 3] = form(before / (intervals[beat - 2] ?? usual));
      out[against + 4] = irregularity(intervals, from, beat - 1) / usual;
    };
  },
};

/** null of none. */
function meanBetween(values: Float64Array, from: number, to: number): number | null {
  if (to <= from) return null;
  let sum = 0;
  for (let index = from; index < to; index++) sum += values[index] as number;
  return sum / (to - from);
}

/** Mean absolute difference of successive intervals in `[from, to)`, seconds; 0 of fewer than two. */
function irregularity(intervals: Float64Array, from: number, to: number): number {
  if (to - from < 2) return 0;
  let sum = 0;
  for (let index = from + 1; index < to; index++) {
    sum += Math.abs((intervals[index] as number) - (intervals[index - 1] as number));
  }
  return sum / (to - from - 1);
}
