/** Examples (beats, windows, excerpts) as numbers, in blocks of one recording each, and which train, validate and test. */

import type { SplitRule } from './experiment';
import type { NormalisationScope } from './representation';
import type { ExampleClass } from './task';

/** What a representation worker returns for one recording. */
export interface BeatBlock {
  readonly recordingId: string;
  readonly recordingName: string;
  readonly subject: string;
  readonly synthetic: boolean;
  /** `[example]` index into the classes of the task. Examples of none of them are left out. */
  readonly labels: Uint8Array;
  /** How many examples that was; of beats those of class Q. */
  readonly leftOut: number;
  /** `[example]` position of each example among all of the recording; of beats among `beatsOf`. */
  readonly beatNumbers: Uint32Array;
  /** `[example]` from 0 to 1, NaN where it could not be judged; absent where nobody asked. */
  readonly quality?: Float64Array;
  /** By representation id: `[example, ...shape]`, row-major. */
  readonly features: Readonly<Record<string, Float32Array>>;
}

export interface RepresentationLayout {
  readonly id: string;
  readonly shape: readonly number[];
  readonly normalisation: NormalisationScope;
}

/** Numbers fitted on the training part only. `mean` and `scale` have one entry a feature; normalised = (x - mean) * scale. */
export interface Normaliser {
  readonly mean: Float32Array;
  readonly scale: Float32Array;
}

export const PARTS = ['train', 'validation', 'test'] as const;
export type Part = (typeof PARTS)[number];

export interface SplitDescription {
  readonly rule: SplitRule;
  /** A sentence for a person: what was put where. */
  readonly sentence: string;
  /** Whole sentences, for example the leak warning of the split by beat. */
  readonly warnings: readonly string[];
  /** Sentences that judge nothing but must be known, for example that one person has nearly all beats of a class. */
  readonly notes: readonly string[];
  /** What others counted in the same split, by the name that they give the part. Empty where nobody published it. */
  readonly published: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Recording names by part; a recording is in several under the split by beat. */
  readonly recordings: Readonly<Record<Part, readonly string[]>>;
  /** What one example is called: `beat`, `window`. */
  readonly noun: string;
  /** All that is counted: the classes of the task, and last what was left out. */
  readonly counted: readonly ExampleClass[];
  /** Examples by id of what is counted. */
  readonly counts: Readonly<Record<Part, Readonly<Record<string, number>>>>;
}

export interface Dataset {
  readonly blocks: readonly BeatBlock[];
  readonly layouts: readonly RepresentationLayout[];
  readonly classes: readonly ExampleClass[];
  /** By part: `[example]` global index of the example; block b owns indices `offsets[b]` to `offsets[b + 1]`. */
  readonly parts: Readonly<Record<Part, Uint32Array>>;
  /** `[block + 1]`. */
  readonly offsets: Uint32Array;
  readonly normalisers: Readonly<Record<string, Normaliser>>;
  readonly split: SplitDescription;
}
