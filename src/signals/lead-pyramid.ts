/** Builds the zooms of a lead, all at once or while its samples are being read. */

import type { LeadPyramid, PyramidLevel } from '../domain/lead-pyramid';
import type { DigitalSamples, Lead } from '../domain/recording';
import { samplesLike } from '../domain/sample-memory';

/** Samples a bucket of the finest level: at paper speed the samples themselves are few enough. */
const FINEST_BUCKET = 32;
const FACTOR = 4;
/** The coarsest level has at most so many buckets: fewer than any screen has columns. */
const COARSEST_BUCKETS = 512;

type PyramidSource = Pick<Lead, 'digital' | 'missing'>;

/** Every level of the lead. Reads each sample once: about 3 ns. */
export function buildLeadPyramid(lead: Pick<Lead, 'digital' | 'missing' | 'baseline'>): LeadPyramid {
  const levels = emptyLevels(lead.digital);
  growLevels(levels, lead, 0, lead.digital.length);
  return { levels, usualRange: usualRange(lead) };
}

/** The levels of a lead of which no sample was read yet. */
export function emptyLevels(samples: DigitalSamples): PyramidLevel[] {
  const levels: PyramidLevel[] = [];
  let bucket = FINEST_BUCKET;
  do {
    const length = Math.ceil(samples.length / bucket);
    levels.push({ bucket, low: samplesLike(samples, length), high: samplesLike(samples, length) });
    bucket *= FACTOR;
  } while ((levels.at(-1) as PyramidLevel).low.length > COARSEST_BUCKETS);
  return levels;
}

/**
 * Takes the samples `[from, to)` in, where those before `from` were taken in already. Every bucket that begins before `to`
 * is then right for the samples before `to`.
 */
export function growLevels(levels: readonly PyramidLevel[], lead: PyramidSource, from: number, to: number): void {
  const [finest, ...coarser] = levels as [PyramidLevel, ...PyramidLevel[]];
  gatherSamples(finest, lead, from, to);
  let finer = finest;
  for (const level of coarser) {
    gatherBuckets(level, finer, from, to);
    finer = level;
  }
}

function gatherSamples(
  { bucket: size, low: lows, high: highs }: PyramidLevel,
  lead: PyramidSource,
  from: number,
  to: number,
) {
  const { digital } = lead;
  const [lowest, highest] = limitsOf(digital);
  // Equal to no sample, where the format marks none as missing.
  const absent = lead.missing ?? Number.NaN;
  for (let bucket = Math.floor(from / size); bucket * size < to; bucket++) {
    const end = Math.min((bucket + 1) * size, to);
    let low = highest;
    let high = lowest;
    for (let sample = bucket * size; sample < end; sample++) {
      const value = digital[sample] as number;
      // NaN compares false with everything, so that a sample that is none adds nothing.
      if (value === absent) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    lows[bucket] = low;
    highs[bucket] = high;
  }
}

function gatherBuckets(
  { bucket: size, low: lows, high: highs }: PyramidLevel,
  finer: PyramidLevel,
  from: number,
  to: number,
) {
  const [lowest, highest] = limitsOf(lows);
  const filled = Math.ceil(to / finer.bucket);
  for (let bucket = Math.floor(from / size); bucket * size < to; bucket++) {
    const end = Math.min((bucket + 1) * FACTOR, filled);
    let low = highest;
    let high = lowest;
    for (let at = bucket * FACTOR; at < end; at++) {
      if ((finer.low[at] as number) < low) low = finer.low[at] as number;
      if ((finer.high[at] as number) > high) high = finer.high[at] as number;
    }
    lows[bucket] = low;
    highs[bucket] = high;
  }
}

/** The least and greatest value that an array of this type holds. */
function limitsOf(samples: DigitalSamples): readonly [number, number] {
  if (samples instanceof Int16Array) return [-(2 ** 15), 2 ** 15 - 1];
  if (samples instanceof Int32Array) return [-(2 ** 31), 2 ** 31 - 1];
  return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

const LOOKED_AT = 20_000;
const LEFT_OUT_EACH_SIDE = 0.001;

/** Digital values that 99.8 % of the first `length` samples lie between, from evenly spaced ones; the baseline twice without any. */
export function usualRange(
  { digital, missing, baseline }: Pick<Lead, 'digital' | 'missing' | 'baseline'>,
  length = digital.length,
): [number, number] {
  const stride = Math.max(1, Math.floor(length / LOOKED_AT));
  const values: number[] = [];
  for (let sample = 0; sample < length; sample += stride) {
    const value = digital[sample] as number;
    if (value !== missing && Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) return [baseline, baseline];
  const sorted = Float64Array.from(values).sort();
  const out = Math.floor(sorted.length * LEFT_OUT_EACH_SIDE);
  return [sorted[out] as number, sorted[sorted.length - 1 - out] as number];
}
