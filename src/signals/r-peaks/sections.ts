/** A lead of any length and rate as a stream at the rate of the detectors, in pieces, so that a day needs no second copy. */

import { createResampler, rateRatio, resamplerReach } from '../resample';

/** The rate that Pan & Tompkins designed their filters for; far above twice the 20 Hz that a QRS complex is known by. */
export const DETECTION_RATE_HZ = 200;

/** Input samples of a piece, about: three minutes at 360 Hz. */
const SECTION_SAMPLES = 65_536;
/** Sums of a filter are exact to this share of their largest terms, with room. */
const ROUNDING = 1e-9;

interface Section {
  /** `[sample]` at `DETECTION_RATE_HZ`, `margin` of them before the section's own and as many after. */
  readonly samples: Float64Array;
  /** Place of the section's first own sample in the whole lead. */
  readonly from: number;
  /** A filtered value that is smaller than this is rounding, not signal. */
  readonly rounding: number;
}

/**
 * The lead, one section after the other; sample 0 stays sample 0. Gaps are bridged by straight lines, the ends are held and
 * the first level is taken off, so that neither a gap nor an end of the recording looks like a QRS complex.
 */
export function* sectionsOf(samples: Float64Array, samplingRateHz: number, margin = 0): Generator<Section> {
  const ratio = rateRatio(samplingRateHz, DETECTION_RATE_HZ);
  const resample = createResampler(ratio);
  const blocks = Math.max(1, Math.round(SECTION_SAMPLES / ratio.down));
  const marginBlocks = Math.ceil(margin / ratio.up) + Math.ceil(resamplerReach(ratio) / ratio.down);
  const read = createBridgedReader(samples);
  const window = new Float64Array((blocks + 2 * marginBlocks) * ratio.down);
  const outputs = Math.ceil((samples.length * ratio.up) / ratio.down);
  let largest = 0;
  for (let from = 0; from < outputs; from += blocks * ratio.up) {
    read((from / ratio.up - marginBlocks) * ratio.down, window);
    for (const sample of window) largest = Math.max(largest, Math.abs(sample));
    const own = Math.min(blocks * ratio.up, outputs - from);
    const first = marginBlocks * ratio.up;
    yield { samples: resample(window, first - margin, first + own + margin), from, rounding: ROUNDING * largest };
  }
}

/** Fills a window with the samples from `from` on, relative to the first that is not missing; 0 where all are missing. */
function createBridgedReader(samples: Float64Array): (from: number, window: Float64Array) => void {
  const level = samples.find(Number.isFinite) ?? 0;
  let left = 0;
  let right = 0;
  const bridged = (index: number): number => {
    if (index <= left || index >= right) {
      left = index;
      right = index;
      while (left >= 0 && !Number.isFinite(samples[left])) left -= 1;
      while (right < samples.length && !Number.isFinite(samples[right])) right += 1;
    }
    const from = samples[left] ?? samples[right] ?? 0;
    const to = samples[right] ?? from;
    return from + ((to - from) * (index - left)) / (right - left);
  };
  return (from, window) => {
    for (let offset = 0; offset < window.length; offset++) {
      const index = Math.min(samples.length - 1, Math.max(0, from + offset));
      const sample = samples[index] as number;
      window[offset] = (Number.isFinite(sample) ? sample : bridged(index)) - level;
    }
  };
}
