/** From a lead as it was stored to the signal that every representation is cut from. */

import type { ConditioningSpec } from '../domain/experiment';
import type { Lead } from '../domain/recording';
import type { WholeConditionedLead } from '../domain/representation';
import { createSpanFilter } from './filtered-span';
import { positionsAtRate, rateRatio, resample } from './resample';

/**
 * Millivolts, gaps bridged, without the baseline and the mains where the spec says so, band-passed without delay at the
 * native rate and then resampled; `rPeakSamples` (on the annotation time base) become fractional positions at the working
 * rate. Filtered first, so that what the resampler sees has neither the offset nor the wander that would ring at the
 * recording's ends.
 *
 * @throws LabError where the lead is too short, has no sample at all, is no voltage, or cannot carry the band or the notch.
 */
export function conditionLead(
  lead: Lead,
  rPeakSamples: ArrayLike<number>,
  annotationRateHz: number,
  spec: ConditioningSpec,
): WholeConditionedLead {
  const rPeaks = positionsAtRate(rPeakSamples, annotationRateHz, spec.workingRateHz);
  const filtered = createSpanFilter(lead, spec).filter(0, lead.digital.length);
  return {
    samples: resample(filtered, rateRatio(lead.samplingRateHz, spec.workingRateHz)),
    samplingRateHz: spec.workingRateHz,
    rPeaks,
    centres: rPeaks,
  };
}
