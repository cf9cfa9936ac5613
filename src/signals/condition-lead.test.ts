import { describe, expect, it } from 'vitest';
import { LabError } from '../domain/problem';
import type { Lead } from '../domain/recording';
import { conditionLead } from './condition-lead';

const SPEC = { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 };

/** 10 s at 360 Hz with a narrow bump every second, on an offset. */
function lead(changes: Partial<Lead> = {}): Lead {
  const digital = Float32Array.from(
    { length: 3600 },
    (_, n) => 700 + 200 * Math.exp(-0.5 * (((n % 360) - 180) / 5) ** 2),
  );
  return {
    name: 'MLII',
    samplingRateHz: 360,
    unit: 'mV',
    digital,
    gain: 200,
    baseline: 0,
    missing: null,
    checksum: 'none',
    ...changes,
  };
}

const PEAKS = Array.from({ length: 10 }, (_, beat) => 180 + 360 * beat);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown.problem.code;
    throw thrown;
  }
  return 'nothing thrown';
}

describe('conditionLead', () => {
  it('brings lead and R peaks to the working rate with every peak at its place', () => {
    const conditioned = conditionLead(lead(), PEAKS, 360, SPEC);
    expect(conditioned.samplingRateHz).toBe(256);
    expect(conditioned.samples).toHaveLength(2560);
    expect([...conditioned.rPeaks.slice(0, 2)]).toEqual([128, 384]);
    for (const peak of conditioned.rPeaks) {
      const around = conditioned.samples.subarray(peak - 60, peak + 60);
      expect(around.indexOf(Math.max(...around))).toBe(60);
      expect(around[60]).toBeGreaterThan(0.7);
    }
  });

  it('maps R peaks from the annotation time base, which need not be the lead\u2019s', () => {
    expect(conditionLead(lead(), [250], 250, SPEC).rPeaks[0]).toBe(256);
  });

  it('gives millivolts whatever the voltage is counted in', () => {
    const inMillivolts = conditionLead(lead(), PEAKS, 360, SPEC).samples;
    const inMicrovolts = conditionLead(lead({ unit: 'uV', gain: 0.2 }), PEAKS, 360, SPEC).samples;
    for (const [index, value] of inMillivolts.entries()) expect(inMicrovolts[index]).toBeCloseTo(value, 10);
  });

  it('bridges a gap without touching the beats beside it', () => {
    const whole = conditionLead(lead(), PEAKS, 360, SPEC).samples;
    const digital = lead().digital.slice();
    digital.fill(-32768, 1500, 1560);
    const bridged = conditionLead(lead({ digital, missing: -32768 }), PEAKS, 360, SPEC).samples;
    for (const [index, value] of whole.entries())
      expect(Math.abs((bridged[index] as number) - value)).toBeLessThan(0.001);
  });

  it('changes nothing where notch and baseline are absent or off', () => {
    const plain = conditionLead(lead(), PEAKS, 360, SPEC);
    expect(conditionLead(lead(), PEAKS, 360, { ...SPEC, notchHz: 0, baseline: 'none' })).toEqual(plain);
  });

  it.each([50, 60] as const)('cuts %d Hz out of a band that holds it', (notchHz) => {
    const spec = { ...SPEC, highHz: 100 };
    const digital = lead().digital.map((value, n) => value + 40 * Math.sin((2 * Math.PI * notchHz * n) / 360));
    const clean = conditionLead(lead(), PEAKS, 360, spec).samples;
    const hum = (given: typeof spec & { notchHz?: 50 | 60 }): number => {
      const { samples } = conditionLead(lead({ digital }), PEAKS, 360, given);
      return Math.max(...samples.subarray(640, 1920).map((value, n) => Math.abs(value - (clean[640 + n] as number))));
    };
    expect(hum(spec)).toBeGreaterThan(0.15);
    expect(hum({ ...spec, notchHz })).toBeLessThan(0.03);
  });

  it('takes a step of the baseline off before the band-pass swings', () => {
    const digital = lead().digital.map((value, n) => value + (n < 1440 ? 0 : 600));
    const stepped = lead({ digital });
    const swing = (baseline: 'none' | 'median'): number => {
      const { samples } = conditionLead(stepped, PEAKS, 360, { ...SPEC, baseline });
      return Math.max(...samples.subarray(1090, 1130).map(Math.abs));
    };
    expect(swing('none')).toBeGreaterThan(0.3);
    expect(swing('median')).toBeLessThan(0.1);
  });

  it.each([
    ['notch-frequency', lead({ samplingRateHz: 120 }), { ...SPEC, notchHz: 60 as const }],
    ['lead-too-short', lead({ digital: new Int16Array(359) }), SPEC],
    ['lead-too-short', lead({ digital: new Int16Array(0) }), SPEC],
    ['lead-empty', lead({ digital: new Int16Array(3600).fill(-32768), missing: -32768 }), SPEC],
    ['lead-unit', lead({ unit: 'mmHg' }), SPEC],
    ['band-pass-edges', lead({ samplingRateHz: 80 }), SPEC],
    ['band-pass-edges', lead(), { ...SPEC, workingRateHz: 64 }],
    ['band-pass-edges', lead(), { ...SPEC, lowHz: 41 }],
    ['band-pass-edges', lead(), { ...SPEC, lowHz: 0 }],
    ['band-pass-edges', lead(), { ...SPEC, order: 0 }],
  ])('says %s', (code, given, spec) => {
    expect(codeOf(() => conditionLead(given, PEAKS, 360, spec))).toBe(code);
  });
});
