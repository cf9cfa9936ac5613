import { describe, expect, it } from 'vitest';
import type { Lead } from '../../domain/recording';
import { buildLeadPyramid } from '../../signals/lead-pyramid';
import { leadScaleOf as scaleOf, steadyScale, valueAt } from './lead-scale';

const lead: Lead = {
  name: 'MLII',
  samplingRateHz: 360,
  unit: 'mV',
  digital: Int16Array.from({ length: 10_000 }, (_, index) => 1024 + 200 * (index % 2)),
  gain: 200,
  baseline: 1024,
  missing: -32768,
  checksum: 'ok',
};

const leadScaleOf = (each: Lead) => scaleOf(each, buildLeadPyramid(each));

describe('the scale of a lead that grows', () => {
  const before = leadScaleOf(lead);

  it('stays where the whole lead lies about where its beginning did', () => {
    expect(steadyScale(before, { ...before, middle: 0.6, span: 1.3 })).toBe(before);
  });

  it('gives way where the lead would leave the paper, or counts otherwise', () => {
    for (const now of [
      { ...before, middle: 1.2 },
      { ...before, span: 4 },
      { ...before, step: 1 / 100 },
    ]) {
      expect(steadyScale(before, now)).toBe(now);
    }
    expect(steadyScale(undefined, before)).toBe(before);
    const flat = { ...before, span: 0 };
    expect(steadyScale(flat, before)).toBe(before);
  });
});

describe('the scale of a lead', () => {
  it('is in millivolts, whatever part of a volt the file counts in', () => {
    expect(leadScaleOf(lead)).toMatchObject({ unit: 'mV', step: 1 / 200, middle: 0.5, span: 1 });
    expect(leadScaleOf({ ...lead, unit: 'uV', gain: 0.2 }).span).toBeCloseTo(1, 12);
    expect(leadScaleOf({ ...lead, unit: 'mmHg' }).unit).toBe('mmHg');
  });

  it('is not set by a few artefacts or by missing samples', () => {
    const digital = Int16Array.from(lead.digital);
    digital[5] = 30_000;
    digital.fill(-32768, 100, 200);
    expect(leadScaleOf({ ...lead, digital }).span).toBe(1);
  });

  it('of a lead without samples has no height', () => {
    expect(leadScaleOf({ ...lead, digital: new Int16Array(3).fill(-32768) })).toMatchObject({ middle: 0, span: 0 });
  });

  it('tells the value at any time, also between samples, and none where there is none', () => {
    const rate = lead.samplingRateHz;
    const values = [1024, 1124, 1224, -32768];
    const short = { ...lead, digital: Int16Array.from(values) };
    const scale = leadScaleOf(short);
    expect(valueAt(short, scale, 1 / rate)).toBeCloseTo(0.5, 9);
    expect(valueAt(short, scale, 1.5 / rate)).toBeCloseTo(0.75, 9);
    expect(valueAt(short, scale, 2.5 / rate)).toBeNaN();
    expect(valueAt(short, scale, 99)).toBeNaN();
  });
});
