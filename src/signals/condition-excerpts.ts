/** Excerpts that were cut from different places: each is conditioned by itself, and none sees its neighbour. */

import { type Lead, physicalSamples } from '../domain/recording';
import type { WholeConditionedLead } from '../domain/representation';
import { bridgeMissingSamples } from './missing-samples';
import { rateRatio, resample } from './resample';

/**
 * Excerpts of `excerptSamples` one after the other, each without its mean and resampled; on either side stands its edge
 * sample for half of its length, so that no window reaches into another excerpt. There is no band-pass: an excerpt of a
 * second holds half a period of the lower edge, and whoever cut it has filtered before. Units are left as they are, since
 * such tables are often normalised. Centres are the middles; there are no R peaks.
 */
export function conditionExcerpts(lead: Lead, excerptSamples: number, workingRateHz: number): WholeConditionedLead {
  const ratio = rateRatio(lead.samplingRateHz, workingRateHz);
  const excerpts = Math.floor(lead.digital.length / excerptSamples);
  const length = Math.ceil((excerptSamples * ratio.up) / ratio.down);
  const margin = Math.ceil(length / 2);
  const pitch = length + 2 * margin;
  const samples = new Float64Array(excerpts * pitch);
  for (let excerpt = 0; excerpt < excerpts; excerpt++) {
    const own = excerptOf(lead, excerpt, excerptSamples);
    const conditioned = resample(own, ratio);
    const start = excerpt * pitch;
    samples.fill(conditioned[0] as number, start, start + margin);
    samples.set(conditioned, start + margin);
    samples.fill(conditioned[length - 1] as number, start + margin + length, start + pitch);
  }
  return {
    samples,
    samplingRateHz: workingRateHz,
    rPeaks: new Float64Array(0),
    centres: Float64Array.from({ length: excerpts }, (_, excerpt) => excerpt * pitch + margin + length / 2),
  };
}

/** `[sample]` without gaps and without its mean; all 0 where every sample is missing. */
function excerptOf(lead: Lead, excerpt: number, length: number): Float64Array {
  const samples = physicalSamples(lead, excerpt * length, (excerpt + 1) * length);
  if (bridgeMissingSamples(samples) === length) return samples.fill(0);
  const mean = samples.reduce((sum, value) => sum + value, 0) / length;
  return samples.map((value) => value - mean);
}
