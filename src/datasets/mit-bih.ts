/** The standard inter-patient split of MIT-BIH (de Chazal, O'Dwyer & Reilly, IEEE TBME 51(7), 2004). */

import type { BeatClass } from '../domain/beat-class';

const records = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const DS1 = records('101 106 108 109 112 114 115 116 118 119 122 124 201 203 205 207 208 209 215 220 223 230');
export const DS2 = records('100 103 105 111 113 117 121 123 200 202 210 212 213 214 219 221 222 228 231 232 233 234');
export const PACED = records('102 104 107 217');

/** 201 (DS1) and 202 (DS2) are one subject; the strict split takes 201 out of training. */
export const SHARED_SUBJECT_IN_DS1 = '201';

/** Beats as published, to stand beside our own counts. */
export const PUBLISHED_COUNTS: Readonly<Record<'DS1' | 'DS2', Readonly<Record<BeatClass, number>>>> = {
  DS1: { N: 45866, S: 944, V: 3788, F: 415, Q: 8 },
  DS2: { N: 44259, S: 1837, V: 3221, F: 388, Q: 7 },
};

/** True where the names are enough of MIT-BIH's that DS1 -> DS2 makes sense: records on both sides and nothing foreign. */
export function looksLikeMitBih(names: readonly string[]): boolean {
  const known = names.every((name) => DS1.has(name) || DS2.has(name) || PACED.has(name));
  const training = names.filter((name) => DS1.has(name)).length;
  return known && training >= 2 && names.some((name) => DS2.has(name));
}
