/**
 * Lowest and highest sample of ever longer stretches of a lead, so that half an hour is drawn from a few thousand numbers
 * instead of 650,000. Built in slices: a main-thread task never sees more than `maxSamples` of it.
 */

import type { DigitalSamples } from '../../domain/recording';

const FIRST_BUCKET = 32;
const FACTOR = 4;

interface Level {
  readonly bucket: number;
  /** `[bucket]` digital values; NaN where every sample is missing. */
  readonly low: Float32Array;
  readonly high: Float32Array;
}

export interface Pyramid {
  readonly samples: DigitalSamples;
  readonly missing: number | null;
  /** Finest first; level 0 is complete up to `built`, the others exist when all of it is. */
  readonly levels: Level[];
  /** Samples that level 0 covers so far. */
  built: number;
}

/** A column of pixels: the lowest and highest digital value in it; NaN where it has no sample. */
export interface Columns {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

export function createPyramid(samples: DigitalSamples, missing: number | null): Pyramid {
  return { samples, missing, levels: [emptyLevel(FIRST_BUCKET, samples.length)], built: 0 };
}

function emptyLevel(bucket: number, samples: number): Level {
  const length = Math.ceil(samples / bucket);
  return { bucket, low: new Float32Array(length).fill(Number.NaN), high: new Float32Array(length).fill(Number.NaN) };
}

export function isBuilt({ built, samples }: Pyramid): boolean {
  return built >= samples.length;
}

/** Goes on building by at most `maxSamples`; true when nothing is left to do. */
export function buildMore(pyramid: Pyramid, maxSamples: number): boolean {
  const { samples, missing, levels } = pyramid;
  const first = levels[0] as Level;
  const end = Math.min(samples.length, pyramid.built + Math.max(FIRST_BUCKET, maxSamples));
  const lastBucket = end === samples.length ? first.low.length : Math.floor(end / FIRST_BUCKET);
  for (let bucket = Math.floor(pyramid.built / FIRST_BUCKET); bucket < lastBucket; bucket++) {
    const from = bucket * FIRST_BUCKET;
    scanSamples(samples, missing, from, Math.min(from + FIRST_BUCKET, samples.length), first, bucket);
  }
  pyramid.built = Math.min(samples.length, lastBucket * FIRST_BUCKET);
  if (isBuilt(pyramid) && levels.length === 1) addCoarserLevels(pyramid);
  return isBuilt(pyramid);
}

function addCoarserLevels({ levels, samples }: Pyramid): void {
  for (let finer = levels[0] as Level; finer.low.length > 512; finer = levels[levels.length - 1] as Level) {
    const coarser = emptyLevel(finer.bucket * FACTOR, samples.length);
    for (let bucket = 0; bucket < coarser.low.length; bucket++) {
      scanBuckets(finer, bucket * FACTOR, Math.min((bucket + 1) * FACTOR, finer.low.length), coarser, bucket);
    }
    levels.push(coarser);
  }
}

function scanSamples(
  samples: DigitalSamples,
  missing: number | null,
  from: number,
  to: number,
  out: Columns,
  at: number,
): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let sample = from; sample < to; sample++) {
    const value = samples[sample] as number;
    if (value === missing) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  out.low[at] = low <= high ? low : Number.NaN;
  out.high[at] = low <= high ? high : Number.NaN;
}

function scanBuckets(level: Columns, from: number, to: number, out: Columns, at: number): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let bucket = from; bucket < to; bucket++) {
    // NaN compares false with everything, so that a bucket without samples adds nothing.
    if ((level.low[bucket] as number) < low) low = level.low[bucket] as number;
    if ((level.high[bucket] as number) > high) high = level.high[bucket] as number;
  }
  out.low[at] = low <= high ? low : Number.NaN;
  out.high[at] = low <= high ? high : Number.NaN;
}

/** The coarsest level of which a column still holds two buckets; none where samples themselves are few enough. */
function levelFor({ levels }: Pyramid, samplesPerColumn: number): Level | undefined {
  return levels.findLast(({ bucket }) => bucket * 2 <= samplesPerColumn);
}

/** Unbuilt samples that one drawing may read itself, so that the first one needs to wait for nothing. */
const READ_AT_ONCE = 400_000;

/**
 * Fills `out` with one column for every `samplesPerColumn` samples from `firstSample` (may be fractional and negative).
 * Columns outside of the lead are NaN, and so are those of a stretch that is not built yet and too long to be read at once.
 */
export function readColumns(pyramid: Pyramid, firstSample: number, samplesPerColumn: number, out: Columns): void {
  const { samples, missing } = pyramid;
  const level = levelFor(pyramid, samplesPerColumn);
  let allowance = READ_AT_ONCE;
  for (let column = 0; column < out.low.length; column++) {
    const from = Math.max(0, Math.floor(firstSample + column * samplesPerColumn));
    const to = Math.min(samples.length, Math.ceil(firstSample + (column + 1) * samplesPerColumn));
    out.low[column] = Number.NaN;
    out.high[column] = Number.NaN;
    if (to <= from) continue;
    if (level && to <= pyramid.built) {
      scanBuckets(level, Math.floor(from / level.bucket), Math.ceil(to / level.bucket), out, column);
    } else if (allowance > 0) {
      allowance -= level ? to - from : 0;
      scanSamples(samples, missing, from, to, out, column);
    }
  }
}
