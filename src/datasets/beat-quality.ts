/** How clean the signal is around each beat. */

import type { RPeakDetectorId } from '../domain/r-peak-detector';
import type { Lead } from '../domain/recording';
import { physicalSlices } from '../domain/sample-slices';
import { detectorAgreement } from '../signals/beat-quality/detector-agreement';
import { detectRPeaks } from '../signals/r-peaks/detect';
import { LOWEST_RATE_HZ } from './found-beats';

/**
 * `[beat]` from 0 to 1: how far a detector that did not mark the beats finds the same ones in the 10 s around
 * (`detectorAgreement`). Likeness to the average beat would do as well for noise, but not for training: of the ventricular
 * beats of 14 records of MIT-BIH 71 % are less than 0.66 like it, as they should be, while 0.5 % have an agreement so low.
 * NaN where the lead is sampled too slowly for a detector. `beatSamples` are on the annotation time base.
 */
export function beatQuality(
  lead: Lead,
  beatSamples: Float64Array,
  annotationRateHz: number,
  foundBy: RPeakDetectorId | null,
): Float64Array {
  if (lead.samplingRateHz < LOWEST_RATE_HZ) return beatSamples.map(() => Number.NaN);
  const other: RPeakDetectorId = foundBy === 'pan-tompkins' ? 'elgendi' : 'pan-tompkins';
  const rate = annotationRateHz / lead.samplingRateHz;
  const found = detectRPeaks(physicalSlices(lead), lead.samplingRateHz, other).map((peak) => peak * rate);
  return detectorAgreement(beatSamples, found, annotationRateHz);
}
