/** A lead at ever coarser zooms, so that a day of it is drawn from a few thousand numbers and not from its samples. */

import type { DigitalSamples } from './recording';

/** Lowest and highest digital value of buckets of samples. An array of the samples' own type holds both exactly. */
export interface PyramidLevel {
  /** Samples a bucket. */
  readonly bucket: number;
  /** `[bucket]`; above `high` where every sample of the bucket is missing. */
  readonly low: DigitalSamples;
  /** `[bucket]` */
  readonly high: DigitalSamples;
}

export interface LeadPyramid {
  /** Finest first. */
  readonly levels: readonly PyramidLevel[];
  /** Digital values that 99.8 % of the samples lie between; the baseline twice where there are none. */
  readonly usualRange: readonly [low: number, high: number];
}

/** What is found out about a recording when it is read, once, so that the page need not look at its samples again. */
export interface RecordingDigest {
  /** Names the content: samples, their scale and annotations. The same files give the same one on every machine. */
  readonly fingerprint: string;
  /** One a lead, in their order. */
  readonly pyramids: readonly LeadPyramid[];
}
