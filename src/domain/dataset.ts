/** Beats as numbers, in blocks of one recording each, and which of them train, validate and test. */

import type { BeatClass, TrainingClass } from './beat-class';
import type { SplitRule } from './experiment';
import type { NormalisationScope } from './representation';

/** What a representation worker returns for one recording. */
export interface BeatBlock {
  readonly recordingId: string;
  readonly recordingName: string;
  readonly subject: string;
  readonly synthetic: boolean;
  /** `[beat]` index into `TRAINING_CLASSES`. Beats of class Q are left out. */
  readonly labels: Uint8Array;
  /** How many beats of class Q that was. */
  readonly leftOut: number;
  /** `[beat]` position of each beat among all beats of the recording (`beatsOf`). */
  readonly beatNumbers: Uint32Array;
  /** By representation id: `[beat, ...shape]`, row-major. */
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
  readonly published: Readonly<Record<string, Readonly<Record<BeatClass, number>>>>;
  /** Recording names by part; a recording is in several under the split by beat. */
  readonly recordings: Readonly<Record<Part, readonly string[]>>;
  readonly counts: Readonly<Record<Part, Readonly<Record<BeatClass, number>>>>;
}

export interface Dataset {
  readonly blocks: readonly BeatBlock[];
  readonly layouts: readonly RepresentationLayout[];
  readonly classes: readonly TrainingClass[];
  /** By part: `[example]` global beat index; block b owns indices `offsets[b]` to `offsets[b + 1]`. */
  readonly parts: Readonly<Record<Part, Uint32Array>>;
  /** `[block + 1]`. */
  readonly offsets: Uint32Array;
  readonly normalisers: Readonly<Record<string, Normaliser>>;
  readonly split: SplitDescription;
}
