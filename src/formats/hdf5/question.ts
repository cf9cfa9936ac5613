/** What is asked of the HDF5 library, and what comes back, from wherever it runs. */

import type { NamedArray } from '../named-array';

export interface Question {
  /** The whole file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isMatlab: boolean;
}

/** What the library itself makes of a file. */
export type Answer =
  | { readonly kind: 'arrays'; readonly arrays: readonly NamedArray[] }
  /** The numbers would fill more memory than a file of this length warrants. */
  | { readonly kind: 'too-much'; readonly dataset: string; readonly mostBytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It broke on the file, and what it says of the next one would be worth nothing. */
  | { readonly kind: 'broken'; readonly reason: string };

/** What comes of a file where the library could not answer. */
type NoAnswer =
  | { readonly kind: 'silent'; readonly seconds: number }
  /** It never started. */
  | { readonly kind: 'absent'; readonly reason: string };

export type Outcome = Answer | NoAnswer;

/** The library as the reader knows it. Settles for every file, whatever is in it, and never rejects. */
export interface Hdf5Library {
  arraysIn(bytes: Uint8Array, isMatlab: boolean): Promise<Outcome>;
}
