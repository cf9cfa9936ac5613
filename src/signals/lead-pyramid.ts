/** Builds the zooms of a lead. */

import type { LeadPyramid, PyramidLevel } from '../domain/lead-pyramid';
import type { DigitalSamples, Lead } from '../domain/recording';

/** Samples a bucket of the finest level: at paper speed the samples themselves are few enough. */
const FINEST_BUCKET = 32;
const FACTOR = 4;
/** The coarsest level has at most so many buckets: fewer than any screen has columns. */
const COARSEST_BUCKETS = 512;

/** Every level of the lead. Reads each sample once: about 3 ns. */
export function buildLeadPyramid(lead: Pick<Lead, 'digital' | 'missing' | 'baseline'>): LeadPyramid {
  const levels = [finestLevel(lead.digital, lead.missing)];
  for (let finer = levels[0] as PyramidLevel; finer.low.length > COARSEST_BUCKETS; ) {
    finer = coarserLevel(finer);
    levels.push(finer);
  }
  return { levels, usualRange: usualRange(lead) };
}

function finestLevel(samples: DigitalSamples, missing: number | null): PyramidLevel {
  const level = emptyLevel(samples, FINEST_BUCKET, Math.ceil(samples.length / FINEST_BUCKET));
  const [lowest, highest] = limitsOf(samples);
  // Equal to no sample, where the format marks none as missing.
  const absent = missing ?? Number.NaN;
  for (let bucket = 0; bucket < level.low.length; bucket++) {
    const end = Math.min((bucket + 1) * FINEST_BUCKET, samples.length);
    let low = highest;
    let high = lowest;
    for (let sample = bucket * FINEST_BUCKET; sample < end; sample++) {
      const value = samples[sample] as number;
      // NaN compares false with everything, so that a sample that is none adds nothing.
      if (value === absent) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    level.low[bucket] = low;
    level.high[bucket] = high;
  }
  return level;
}

function coarserLevel(finer: PyramidLevel): PyramidLevel {
  const level = emptyLevel(finer.low, finer.bucket * FACTOR, Math.ceil(finer.low.length / FACTOR));
  const [lowest, highest] = limitsOf(finer.low);
  for (let bucket = 0; bucket < level.low.length; bucket++) {
    const end = Math.min((bucket + 1) * FACTOR, finer.low.length);
    let low = highest;
    let high = lowest;
    for (let from = bucket * FACTOR; from < end; from++) {
      if ((finer.low[from] as number) < low) low = finer.low[from] as number;
      if ((finer.high[from] as number) > high) high = finer.high[from] as number;
    }
    level.low[bucket] = low;
    level.high[bucket] = high;
  }
  return level;
}

function emptyLevel(like: DigitalSamples, bucket: number, length: number): PyramidLevel {
  const Samples = like.constructor as new (length: number) => DigitalSamples;
  return { bucket, low: new Samples(length), high: new Samples(length) };
}

/** The least and greatest value that an array of this type holds. */
function limitsOf(samples: DigitalSamples): readonly [number, number] {
  if (samples instanceof Int16Array) return [-(2 ** 15), 2 ** 15 - 1];
  if (samples instanceof Int32Array) return [-(2 ** 31), 2 ** 31 - 1];
  return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

const LOOKED_AT = 20_000;
const LEFT_OUT_EACH_SIDE = 0.001;

/** From evenly spaced samples. */
function usualRange({ digital, missing, baseline }: Pick<Lead, 'digital' | 'missing' | 'baseline'>): [number, number] {
  const stride = Math.max(1, Math.floor(digital.length / LOOKED_AT));
  const values: number[] = [];
  for (let sample = 0; sample < digital.length; sample += stride) {
    const value = digital[sample] as number;
    if (value !== missing && Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) return [baseline, baseline];
  const sorted = Float64Array.from(values).sort();
  const out = Math.floor(sorted.length * LEFT_OUT_EACH_SIDE);
  return [sorted[out] as number, sorted[sorted.length - 1 - out] as number];
}
