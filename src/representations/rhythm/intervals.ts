/** RR intervals of a recording, and what is a usual one. */

/** Faster than 300 a minute no ventricle conducts: two marks on one beat. */
const SHORTEST_SECONDS = 0.2;
/** The clinical limit of a pause; a longer gap is a stretch without marks (flutter, noise), and its length says nothing. */
const LONGEST_SECONDS = 3;

/** `[beat - 1]` seconds from each beat to the next, held within what a heart can do. */
export function rrIntervals(rPeaks: Float64Array, samplingRateHz: number): Float64Array {
  const intervals = new Float64Array(Math.max(0, rPeaks.length - 1));
  for (let beat = 0; beat < intervals.length; beat++) {
    const seconds = ((rPeaks[beat + 1] as number) - (rPeaks[beat] as number)) / samplingRateHz;
    intervals[beat] = Math.min(Math.max(seconds, SHORTEST_SECONDS), LONGEST_SECONDS);
  }
  return intervals;
}
