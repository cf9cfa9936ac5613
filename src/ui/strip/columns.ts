/** Pixels of a trace from the zooms of its lead, or from its samples where those are few enough. */

import type { LeadPyramid, PyramidLevel } from '../../domain/lead-pyramid';
import type { Lead } from '../../domain/recording';

/** A column of pixels: the lowest and highest digital value in it; NaN where it has no sample. */
export interface Columns {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What columns are read from. Without a pyramid every column reads its samples. */
export type ColumnSource = Pick<Lead, 'digital' | 'missing'> & { readonly pyramid: LeadPyramid | undefined };

export function emptyColumns(count: number): Columns {
  return { low: new Float64Array(count), high: new Float64Array(count) };
}

/**
 * Fills `out` with one column for every `samplesPerColumn` samples from `firstSample` (may be fractional and negative).
 * A column holds every sample of its own and at most half a column of its neighbours'; outside of the lead it is NaN.
 */
export function readColumns(source: ColumnSource, firstSample: number, samplesPerColumn: number, out: Columns): void {
  const { digital, missing, pyramid } = source;
  const level = pyramid && levelFor(pyramid, samplesPerColumn);
  for (let column = 0; column < out.low.length; column++) {
    const from = Math.max(0, Math.floor(firstSample + column * samplesPerColumn));
    const to = Math.min(digital.length, Math.ceil(firstSample + (column + 1) * samplesPerColumn));
    out.low[column] = Number.NaN;
    out.high[column] = Number.NaN;
    if (to <= from) continue;
    if (level) readBuckets(level, Math.floor(from / level.bucket), Math.ceil(to / level.bucket), out, column);
    else readSamples(digital, missing, from, to, out, column);
  }
}

/** The coarsest level of which a column still holds two buckets; none where samples themselves are few enough. */
function levelFor({ levels }: LeadPyramid, samplesPerColumn: number): PyramidLevel | undefined {
  return levels.findLast(({ bucket }) => bucket * 2 <= samplesPerColumn);
}

function readSamples(
  samples: Lead['digital'],
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
  if (low > high) return;
  out.low[at] = low;
  out.high[at] = high;
}

/** A bucket without samples has its low above its high, and so adds nothing. */
function readBuckets(level: PyramidLevel, from: number, to: number, out: Columns, at: number): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let bucket = from; bucket < to; bucket++) {
    if ((level.low[bucket] as number) < low) low = level.low[bucket] as number;
    if ((level.high[bucket] as number) > high) high = level.high[bucket] as number;
  }
  if (low > high) return;
  out.low[at] = low;
  out.high[at] = high;
}
