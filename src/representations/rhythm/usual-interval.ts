/** What a usual interval of a patient is: of the whole recording, or of the minutes around a beat. */

import { SortedWindow } from '../../signals/sorted-window';
import { mean, median, quantile, quantileOfSorted } from '../averages';

export const REFERENCES = ['moving-percentile-90', 'percentile-90', 'median', 'mean'] as const;
export type Reference = (typeof REFERENCES)[number];

/** The resting rate drifts over tens of minutes; two on both sides still hold 200 intervals of a slow heart. */
const REACH_SECONDS = 120;
/** Beats exactly that far apart are within it, however their times were rounded. */
const ROUNDING_SECONDS = 1e-6;
/** The longer intervals are those above this share of them. */
const LONGER = 0.9;
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
  const moving = usualNearby(beats, ofAll);
  // A window without beats has none to look around.
  return (beat) => moving[beat] ?? ofAll;
}

const longer = (intervals: Float64Array): number => quantile(intervals, LONGER);

const OF_ALL: Readonly<Record<Reference, (intervals: Float64Array) => number>> = {
  'moving-percentile-90': longer,
  'percentile-90': longer,
  median,
  mean,
};

/** `[beat]` of the intervals that begin and end within the reach of each beat. */
function usualNearby({ seconds, intervals }: Beats, ofAll: number): Float64Array {
  const usual = new Float64Array(seconds.length);
  const nearby = new SortedWindow();
  let first = 0;
  let last = 0;
  for (let beat = 0; beat < seconds.length; beat++) {
    const from = (seconds[beat] as number) - REACH_SECONDS - ROUNDING_SECONDS;
    const to = (seconds[beat] as number) + REACH_SECONDS + ROUNDING_SECONDS;
    while ((seconds[last + 1] ?? Number.POSITIVE_INFINITY) <= to) nearby.add(intervals[last++] as number);
    while ((seconds[first] as number) < from) nearby.remove(intervals[first++] as number);
    usual[beat] = nearby.values.length < FEWEST_NEARBY ? ofAll : quantileOfSorted(nearby.values, LONGER);
  }
  return usual;
}
