/** The split rules in words. */

import type { SplitRule } from '../../domain/experiment';

export interface SplitWords {
  readonly label: string;
  /** One line: what goes where, and why one would choose it. */
  readonly why: string;
  readonly needsMitBih: boolean;
  /** Numbers under this rule do not hold for a new patient. */
  readonly leaks: boolean;
}

export const SPLIT_WORDS: Readonly<Record<SplitRule, SplitWords>> = {
  aami: {
    label: 'DS1 → DS2',
    why: '22 named records train and 22 others test (de Chazal 2004): what published results use. 201 and 202 are one person on both sides.',
    needsMitBih: true,
    leaks: false,
  },
  'aami-strict': {
    label: 'DS1 → DS2, strict',
    why: 'The same with 201 and 202 on one side, so that no person at all is in training and test.',
    needsMitBih: true,
    leaks: false,
  },
  patient: {
    label: 'By patient',
    why: 'Whole patients are drawn at random, so that every test patient is new to the model. Works with any data.',
    needsMitBih: false,
    leaks: false,
  },
  beat: {
    label: 'By beat',
    why: 'Beats are drawn at random. The same patients train and test, so the numbers are far too good for a new patient: here to show just that.',
    needsMitBih: false,
    leaks: true,
  },
};
