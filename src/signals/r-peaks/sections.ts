/** A lead of any length and rate as a stream at the rate of the detectors, in pieces, so that a day needs no second copy. */

import type { SampleSlices } from '../../domain/sample-slices';
import { createBridgedReader } from '../bridged-reader';
import { createResampler, rateRatio, resamplerReach } from '../resample';

/** The rate that Pan & Tompkins designed their filters for; far above twice the 20 Hz that a QRS complex is known by. */
export const DETECTION_RATE_HZ = 200;

/** Above it no detector listens. */
const HIGHEST_HZ = 20;

/** Input samples of a piece, about: three minutes at 360 Hz. */
export const SECTION_SAMPLES = 65_536;
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
 * the first level is taken off, so that neither a gap nor an end of the recording looks like a QRS complex. A section is made
 * of about `sectionSamples` of the input.
 */
export function* sectionsOf(
  samples: SampleSlices,
  samplingRateHz: number,
  margin = 0,
  sectionSamples = SECTION_SAMPLES,
): Generator<Section> {
  const ratio = rateRatio(samplingRateHz, DETECTION_RATE_HZ);
  const resample = createResampler(ratio);
  const blocks = Math.max(1, Math.round(sectionSamples / ratio.down));
  const marginBlocks = Math.ceil(margin / ratio.up) + Math.ceil(resamplerReach(ratio) / ratio.down);
  const { read, firstPresent = 0 } = createBridgedReader(samples);
  const window = new Float64Array((blocks + 2 * marginBlocks) * ratio.down);
  const outputs = Math.ceil((samples.length * ratio.up) / ratio.down);
  const first = marginBlocks * ratio.up;
  const ripples = DETECTION_RATE_HZ / ratio.up <= HIGHEST_HZ;
  const gains = ripples ? resample(window.fill(1), first, first + ratio.up) : Float64Array.of(1);
  let largest = 0;
  for (let from = 0; from < outputs; from += blocks * ratio.up) {
    read((from / ratio.up - marginBlocks) * ratio.down, window);
    for (let index = 0; index < window.length; index++) {
      const sample = (window[index] as number) - firstPresent;
      window[index] = sample;
      largest = Math.max(largest, Math.abs(sample));
    }
    const own = Math.min(blocks * ratio.up, outputs - from);
    const resampled = resample(window, first - margin, first + own + margin);
    yield { samples: levelled(resampled, gains, margin), from, rounding: ROUNDING * largest };
  }
}

/**
 * In place, of resampled samples of which the first `margin` come before a period of `gains`. Each of the resampler's phases
 * passes a level on by another 1e-4 or so. Where a ratio has few of them, that is a ripple above the band of the detectors;
 * from 257 Hz, say, it comes back once a second, and on a flat line it would look like beats.
 */
function levelled(samples: Float64Array, gains: Float64Array, margin: number): Float64Array {
  let phase = (gains.length - (margin % gains.length)) % gains.length;
  for (let index = 0; index < samples.length; index++) {
    samples[index] = (samples[index] as number) / (gains[phase] as number);
    phase = phase + 1 < gains.length ? phase + 1 : 0;
  }
  return samples;
}
