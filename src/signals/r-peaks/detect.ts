/** R peaks of one lead, by the detector of one's choice. */

import { R_PEAK_DETECTOR_IDS, type RPeakDetectorId } from '../../domain/r-peak-detector';
import type { SampleSlices } from '../../domain/sample-slices';
import { elgendi } from './elgendi';
import { locateRPeaks } from './locate';
import { panTompkins } from './pan-tompkins';

export interface RPeakDetector {
  readonly id: RPeakDetectorId;
  readonly label: string;
  readonly citation: string;
  /**
   * `[beat]` a place inside every QRS complex, ascending sample numbers at `DETECTION_RATE_HZ`; outside of gaps
   * they are the same in sections of whatever length.
   */
  readonly detect: (lead: SampleSlices, samplingRateHz: number, sectionSamples?: number) => number[];
}

/** Another is one file, one entry, and its id in `R_PEAK_DETECTOR_IDS`. */
export const R_PEAK_DETECTORS: readonly RPeakDetector[] = [
  {
    id: 'elgendi',
    label: 'Two moving averages',
    citation: 'Elgendi M. Fast QRS detection with an optimized knowledge-based method. PLoS ONE 8(9), 2013, e73557.',
    detect: elgendi,
  },
  {
    id: 'pan-tompkins',
    label: 'Pan\u2013Tompkins',
    citation:
      'Pan J, Tompkins WJ. A real-time QRS detection algorithm. IEEE TBME 32(3), 1985, 230-236; decision rules of ' +
      'Hamilton PS, Tompkins WJ. Quantitative investigation of QRS detection rules. IEEE TBME 33(12), 1986, 1157-1165.',
    detect: panTompkins,
  },
];

/** Below it the band by which a QRS complex is known, to 20 Hz, would be cut. */
const LOWEST_RATE_HZ = 50;

/**
 * `[beat]` sample numbers in `samples`, ascending and whole: where each QRS complex is farthest from the level around it, up or
 * down. Any scale and either polarity of the lead gives the same places; NaN is a missing sample; no beat lies in a gap.
 *
 * @throws RangeError where the rate is below 50 Hz or no detector has the id.
 */
export function detectRPeaks(
  samples: SampleSlices,
  samplingRateHz: number,
  detectorId: RPeakDetectorId = R_PEAK_DETECTOR_IDS[0],
): Float64Array {
  const detector = R_PEAK_DETECTORS.find(({ id }) => id === detectorId);
  if (!detector) throw new RangeError(`No R-peak detector is called "${detectorId}".`);
  if (!(samplingRateHz >= LOWEST_RATE_HZ && samplingRateHz < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`R peaks cannot be detected at ${samplingRateHz} Hz, only from ${LOWEST_RATE_HZ} Hz on.`);
  }
  return locateRPeaks(samples, samplingRateHz, detector.detect(samples, samplingRateHz));
}
