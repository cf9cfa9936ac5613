/** From a place inside a QRS complex to its R peak, on the lead as it was given. */

import type { SampleSlices } from '../../domain/sample-slices';
import { DETECTION_RATE_HZ } from './sections';

/** The peak is looked for this far on either side, half of the match window of EC57. */
const REACH_SECONDS = 0.075;
/** The level of the lead is the median over this much on either side, of which a QRS complex is the smaller part. */
const LEVEL_SECONDS = 0.15;

/** `[beat]` ascending whole sample numbers; a place with nothing but missing samples around it is left out. */
export function locateRPeaks(samples: SampleSlices, samplingRateHz: number, places: readonly number[]): Float64Array {
  const reach = Math.round(REACH_SECONDS * samplingRateHz);
  const around = Math.round(LEVEL_SECONDS * samplingRateHz);
  const peaks: number[] = [];
  for (const place of places) {
    const centre = Math.round((place * samplingRateHz) / DETECTION_RATE_HZ);
    const level = levelOf(within(samples, centre - around, centre + around + 1));
    const from = Math.max(0, centre - reach);
    const peak = from + farthestFrom(level, within(samples, from, centre + reach + 1));
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

/** Of equals the first; NaN where every sample is missing. */
function farthestFrom(level: number, window: Float64Array): number {
  let farthest = Number.NaN;
  let distance = -1;
  for (let index = 0; index < window.length; index++) {
    const candidate = Math.abs((window[index] as number) - level);
    if (!(candidate > distance)) continue;
    distance = candidate;
    farthest = index;
  }
  return farthest;
}

/** What the signal has of `[from, to)`. */
function within(samples: SampleSlices, from: number, to: number): Float64Array {
  const held = (index: number): number => Math.min(samples.length, Math.max(0, index));
  return samples.subarray(held(from), held(to));
}
