/** What a usual interval of a patient is: of the whole recording, or of the minutes around a beat. */

import { mean, median, quantile } from '../averages';

export const REFERENCES = ['moving-percentile-90', 'percentile-90', 'median', 'mean'] as const;
export type Reference = (typeof REFERENCES)[number];

/** The resting rate drifts over tens of minutes; two on both sides still hold 200 intervals of a slow heart. */
const REACH_SECONDS = 120;
/** Beats exactly that far apart are within it, however their times were rounded. */
const ROUNDING_SECONDS = 1e-6;
/** Of fewer intervals nearby the longest would be the usual one: those of the whole recording say more. */
const FEWEST_NEARBY = 5;

/** Beats in time order, seconds, and `intervals[beat]` from each to the next. */
export interface Beats {
  readonly seconds: Float64Array;
  readonly intervals: Float64Array;
}

/** A function that tells the usual interval at a beat, in seconds; 1 where there is no interval at all. */
export function usualInterval(beats: Beats, reference: Reference): (beat: number) => number {
  const ofAll = OF_ALL[reference](beats.intervals);
  if (reference !== 'moving-percentile-90') return () => ofAll;
  return (beat) => {
    const nearby = intervalsNear(beats, beat);
    return nearby.length < FEWEST_NEARBY ? ofAll : longer(nearby);
  };
}

const longer = (intervals: Float64Array): number => quantile(intervals, 0.9);

const OF_ALL: Readonly<Record<Reference, (intervals: Float64Array) => number>> = {
  'moving-percentile-90': longer,
  'percentile-90': longer,
  median,
  mean,
};

/** Those that begin and end within the reach of `beat`. */
function intervalsNear({ seconds, intervals }: Beats, beat: number): Float64Array {
  const at = seconds[beat] as number;
  const isNear = (other: number): boolean =>
    Math.abs((seconds[other] ?? Number.POSITIVE_INFINITY) - at) <= REACH_SECONDS + ROUNDING_SECONDS;
  let first = beat;
  let last = beat;
  while (isNear(first - 1)) first--;
  while (isNear(last + 1)) last++;
  return intervals.subarray(first, last);
}
