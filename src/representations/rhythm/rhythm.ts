/** The beat by its timing alone, measured against the patient's own rhythm. */

import type { ParameterDescriptor, RepresentationDefinition } from '../../domain/representation';
import { nearestBeats } from '../nearest-beats';
import { choiceParameter, numberParameter } from '../parameters';
import { rrIntervals } from './intervals';
import { REFERENCES, usualInterval } from './usual-interval';

const FORMS = ['log', 'ratio'] as const;

const PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'localBeats',
    label: 'Local rhythm',
    why: 'How many earlier RR intervals make the local mean, and how many on both sides tell how irregular the rhythm is. Few follow a changing heart rate; many are steadier against odd beats.',
    unit: 'intervals',
    minimum: 4,
    maximum: 60,
    step: 1,
    initial: 40,
  },
  {
    kind: 'choice',
    key: 'reference',
    label: 'Own rhythm',
    why: 'What a usual interval of this patient is. The mean and the median are those of early beats where these outnumber the normal ones; of the longer intervals nearly all are still the sinus rhythm. Minutes follow a heart rate that drifts; the whole recording does not.',
    options: [
      { value: 'moving-percentile-90', label: 'longer intervals (90th percentile) of the four minutes around' },
      { value: 'percentile-90', label: 'longer intervals of the recording' },
      { value: 'median', label: 'median of the recording' },
      { value: 'mean', label: 'mean of the recording' },
    ],
    initial: 'moving-percentile-90',
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
  'Eight numbers that know nothing of shape. The previous RR interval, the next one and the mean of the last forty, each against ' +
  'the longer intervals of the four minutes around, which are the sinus rhythm even where early beats outnumber the normal ones. ' +
  'Then the previous interval and the next one against the local mean; the previous against the next; the previous against the one ' +
  'before it; and how irregular the forty before and after are. A supraventricular beat is often drawn like a normal one and told ' +
  'only by coming early: a short interval before it, and mostly a longer one after. A ventricular beat is early too, but its pause ' +
  'is usually longer, because the sinus node keeps its own time. Everything is relative to the patient, since 0.6 s is early for ' +
  'one heart and normal for another. In atrial fibrillation every interval is odd, which the last number tells. The next ' +
  'intervals are from the future: fine for a recording that is read afterwards, impossible for an alarm at the bedside.';

const FEATURES = [
  'previous / usual',
  'next / usual',
  'local mean / usual',
  'previous / local',
  'next / local',
  'previous / next',
  'previous / before',
  'irregularity',
];

/**
 * RR features after de Chazal et al., IEEE TBME 51(7), 2004 (previous, next, record mean, local mean of ten) in the form relative
 * to the patient of Mondejar-Guerra et al., Biomed. Signal Process. Control 47, 2019. The rest is ours.
 * The 90th percentile stands for the mean, because it is the sinus rhythm for longer: until nine of ten beats are early. It is
 * that of the four minutes around the beat and not of the recording, because a sinus rhythm drifts: measured against half an
 * hour, the beats of a quick quarter of an hour all look early. One reference and not two: the ratio of two is the same number
 * for every beat of a patient, by which a network knows the patient. Forty intervals instead of ten, and irregularity on both
 * sides, tell atrial fibrillation from single early beats. The local mean ends before the previous interval, so that an early
 * beat is not measured against itself. Ratios are taken as logarithms, so that a halved and a doubled interval lie
 * symmetrically about 0 (on the ratio scale they are 0.5 below and 1 above) and a difference of features is again a ratio.
 * What chose them: `tests/bench/cross-validation/main.ts`.
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
  shape: () => [FEATURES.length],
  axes: () => [{ label: 'feature', unit: '', values: Float64Array.from(FEATURES.keys()), names: FEATURES }],
  valueUnit: (parameters) => (choiceParameter(parameters, 'form', FORMS) === 'log' ? 'ln ratio' : 'ratio'),
  prepare({ rPeaks, centres, samplingRateHz }, parameters) {
    const beatOf = nearestBeats(rPeaks, centres);
    const intervals = rrIntervals(rPeaks, samplingRateHz);
    const localBeats = numberParameter(parameters, 'localBeats');
    const form = choiceParameter(parameters, 'form', FORMS) === 'log' ? Math.log : (ratio: number) => ratio;
    const seconds = rPeaks.map((sample) => sample / samplingRateHz);
    const usualAt = usualInterval({ seconds, intervals }, choiceParameter(parameters, 'reference', REFERENCES));
    return (example, out) => {
      const beat = beatOf(example);
      const usual = usualAt(beat);
      const previous = intervals[beat - 1] ?? usual;
      const next = intervals[beat] ?? usual;
      const local = meanBetween(intervals, Math.max(0, beat - 1 - localBeats), beat - 1) ?? usual;
      out[0] = form(previous / usual);
      out[1] = form(next / usual);
      out[2] = form(local / usual);
      out[3] = form(previous / local);
      out[4] = form(next / local);
      out[5] = form(previous / next);
      out[6] = form(previous / (intervals[beat - 2] ?? usual));
      out[7] =
        irregularity(intervals, Math.max(0, beat - localBeats), Math.min(intervals.length, beat + localBeats)) / usual;
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
