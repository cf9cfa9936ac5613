/** From a place inside a QRS complex to its R peak, on the lead as it was given. */

import { DETECTION_RATE_HZ } from './sections';

/** The peak is looked for this far on either side, half of the match window of EC57. */
const REACH_SECONDS = 0.075;
/** The level of the lead is the median over this much on either side, of which a QRS complex is the smaller part. */
const LEVEL_SECONDS = 0.15;

/** `[beat]` ascending whole sample numbers; a place with nothing but missing samples around it is left out. */
export function locateRPeaks(samples: Float64Array, samplingRateHz: number, places: readonly number[]): Float64Array {
  const reach = Math.round(REACH_SECONDS * samplingRateHz);
  const around = Math.round(LEVEL_SECONDS * samplingRateHz);
  const peaks: number[] = [];
  for (const place of places) {
    const centre = Math.round((place * samplingRateHz) / DETECTION_RATE_HZ);
    const level = levelOf(samples.slice(Math.max(0, centre - around), centre + around + 1));
    const peak = farthestFrom(level, samples, Math.max(0, centre - reach), centre + reach + 1);
    if (peak > (peaks.at(-1) ?? -1)) peaks.push(peak);
  }
  return Float64Array.from(peaks);
}

/** Median of what is not missing, the mean of the middle two, so that an inverted lead has the inverted level. */
function levelOf(window: Float64Array): number {
  const present = window.filter(Number.isFinite).sort();
  const half = (present.length - 1) / 2;
  return ((present[Math.floor(half)] ?? 0) + (present[Math.ceil(half)] ?? 0)) / 2;
}

/** Of equals the first; -1 where every sample is missing. */
function farthestFrom(level: number, samples: Float64Array, from: number, to: number): number {
  let farthest = -1;
  let distance = -1;
  for (let index = from; index < Math.min(to, samples.length); index++) {
    const candidate = Math.abs((samples[index] as number) - level);
    if (!(candidate > distance)) continue;
    distance = candidate;
    farthest = index;
  }
  return farthest;
}
