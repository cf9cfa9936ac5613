/** The split rules in words. */

import type { SplitRule } from '../../domain/experiment';

export interface SplitWords {
  readonly label: string;
  /** One line: what goes where, and why one would choose it. */
  readonly why: string;
  /** What must be open for it, as a sentence; absent where any data will do. */
  readonly needs?: string;
  /** Numbers under this rule do not hold for a new patient, or may not: in a word or two. */
  readonly leaks?: string;
}

const WORDS: Readonly<Record<Exclude<SplitRule, 'beat'>, SplitWords>> = {
  aami: {
    label: 'DS1 → DS2',
    why: '22 named records train and 22 others test (de Chazal 2004): what published results use. 201 and 202 are one person on both sides.',
    needs: 'Needs the records of MIT-BIH: open them to use it.',
  },
  'aami-strict': {
    label: 'DS1 → DS2, strict',
    why: 'The same with 201 and 202 on one side, so that no person at all is in training and test.',
    needs: 'Needs the records of MIT-BIH: open them to use it.',
  },
  patient: {
    label: 'By patient',
    why: 'Whole patients are drawn at random, so that every test patient is new to the model. Works with any data.',
  },
  given: {
    label: 'As published, TRAIN → TEST',
    why: 'The TRAIN table trains and the TEST table tests: what published results on these tables use. Whether they share patients, the tables do not say.',
    needs: 'Needs tables whose names end in _TRAIN and _TEST.',
    leaks: 'may leak',
  },
};

/** `noun` is what one example is called. */
export function splitWords(rule: SplitRule, noun: string): SplitWords {
  if (rule !== 'beat') return WORDS[rule];
  const examples = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s`;
  return {
    label: `By ${noun}`,
    why: `${examples} are drawn at random. The same patients train and test, so the numbers are far too good for a new patient: here to show just that.`,
    leaks: 'leaks',
  };
}
