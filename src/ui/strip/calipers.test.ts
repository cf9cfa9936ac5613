import { describe, expect, it } from 'vitest';
import type { Lead } from '../../domain/recording';
import { buildLeadPyramid } from '../../signals/lead-pyramid';
import { caliperSentence, calipersAround, moved, readCalipers } from './calipers';
import { leadScaleOf } from './lead-scale';

const lead: Lead = {
  name: 'II',
  samplingRateHz: 100,
  unit: 'mV',
  digital: Int16Array.from({ length: 500 }, (_, sample) => 2 * sample),
  gain: 200,
  baseline: 0,
  missing: -32768,
  checksum: 'ok',
};
const scale = leadScaleOf(lead, buildLeadPyramid(lead));

describe('calipers', () => {
  it('measure time, rate and the rise of the lead, whichever line is first', () => {
    for (const lines of [[1, 1.8] as const, [1.8, 1] as const]) {
      const reading = readCalipers({ lines, active: 0 }, lead, scale);
      expect(reading.milliseconds).toBeCloseTo(800, 9);
      expect(reading.perMinute).toBeCloseTo(75, 9);
      expect(reading.rise).toBeCloseTo(0.8, 9);
    }
    expect(caliperSentence(readCalipers({ lines: [1, 1.8], active: 0 }, lead, scale), 'II', 'mV')).toBe(
      '800 ms · 75.0 bpm · +0.80 mV in II',
    );
  });

  it('say so where there is no sample, and name no rate where the lines meet', () => {
    expect(caliperSentence(readCalipers({ lines: [1, 9], active: 0 }, lead, scale), 'II', 'mV')).toContain('no sample');
    expect(caliperSentence(readCalipers({ lines: [1, 1], active: 0 }, lead, scale), 'II', 'mV')).toBe(
      '0 ms · +0.00 mV in II',
    );
  });

  it('move within the recording, and keys go on with the line that was moved last', () => {
    const calipers = calipersAround(2);
    expect(moved(calipers, 0, -5, 5)).toEqual({ lines: [0, 2.4], active: 0 });
    expect(moved(calipers, 1, 99, 5)).toEqual({ lines: [1.6, 5], active: 1 });
  });
});
