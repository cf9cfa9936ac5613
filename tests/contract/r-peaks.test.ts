/** The detectors on real records: what they are published for, by the rule that they are published with. */

import { beforeAll, describe, expect, it } from 'vitest';
import { chooseLead, type Lead } from '../../src/domain/recording';
import { physicalSlices } from '../../src/domain/sample-slices';
import { BEAT_DETECTION_RULE, scoreBeatDetection, summariseBeatDetection } from '../../src/evaluation/beat-detection';
import { detectRPeaks, R_PEAK_DETECTORS } from '../../src/signals/r-peaks/detect';
import { hasRealData, realData } from '../fixtures/real-data';
import { type LeadOfRecord, readUnpacedRecords } from '../fixtures/unpaced-records';

describe.skipIf(!hasRealData('mitdb'))(`44 unpaced records of MIT-BIH, lead MLII (${BEAT_DETECTION_RULE})`, () => {
  let records: LeadOfRecord[] = [];
  beforeAll(async () => {
    records = await readUnpacedRecords(realData('mitdb'));
  }, 120_000);

  it.each(R_PEAK_DETECTORS)(
    '$label: Se and +P of 99.5 % or more',
    ({ id }) => {
      const scores = records.map(({ recording, samples }) =>
        scoreBeatDetection(recording, detectRPeaks(samples, recording.annotationRateHz, id)),
      );
      const { gross } = summariseBeatDetection(scores);
      expect(gross.truePositives + gross.falseNegatives).toBe(83_978);
      expect(gross.sensitivity).toBeGreaterThanOrEqual(0.995);
      expect(gross.positivePredictivity).toBeGreaterThanOrEqual(0.995);
      expect(records).toHaveLength(44);
    },
    300_000,
  );

  it.each(R_PEAK_DETECTORS)(
    '$label: the same in short sections as in one, and on the samples as they are stored',
    ({ id, detect }) => {
      for (const { recording, samples } of records.filter((_, index) => index % 4 === 0)) {
        const rate = recording.annotationRateHz;
        const lead = physicalSlices(chooseLead(recording, ['MLII']) as Lead);
        const inOne = detect(samples, rate, samples.length);
        expect(detect(lead, rate, 9000)).toEqual(inOne);
        expect(detectRPeaks(lead, rate, id)).toEqual(detectRPeaks(samples, rate, id));
      }
    },
    300_000,
  );
});
