import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConditioningSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { createRandom } from '../domain/random';
import type { Lead } from '../domain/recording';
import { conditionLead } from './condition-lead';
import { conditionLeadInPieces } from './condition-pieces';

const MISSING = -32_768;
const SPEC: ConditioningSpec = { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 };
/** Of the range of the leads below, which is some 20 mV: an ADC of 16 bits has steps of 1e-4 of it. */
const TOLERANCE_MILLIVOLTS = 1e-10;

/** Bumps, wander and noise on a high offset, with steps of the level and gaps of seconds. */
function lead(seconds: number, samplingRateHz: number): Lead {
  const random = createRandom(3);
  const digital = Int16Array.from({ length: Math.round(seconds * samplingRateHz) }, (_, at) => {
    const time = at / samplingRateHz;
    const bump = 220 * Math.exp(-0.5 * (((time % 0.8) - 0.4) / 0.012) ** 2);
    const level = 2000 + 900 * Math.sin(time / 7) + (time > seconds / 2 ? 2000 : 0);
    return level + bump + 4 * random.normal();
  });
  const at = (share: number): number => Math.round(share * digital.length);
  digital
    .fill(MISSING, 0, 5)
    .fill(MISSING, at(0.3), at(0.42))
    .fill(MISSING, at(0.7), at(0.7) + 9);
  const about = { name: 'II', unit: 'mV', gain: 200, baseline: 1024, missing: MISSING, checksum: 'none' } as const;
  return { ...about, samplingRateHz, digital };
}

function farthest(given: Lead, spec: ConditioningSpec, from: number, to: number): number {
  const whole = conditionLead(given, [], given.samplingRateHz, spec).samples;
  const { samples } = conditionLeadInPieces(given, [], given.samplingRateHz, spec);
  expect(samples.length).toBe(whole.length);
  const [first, end] = [Math.floor(from * whole.length), Math.ceil(to * whole.length)];
  const piece = samples.subarray(first, end);
  expect(piece).toHaveLength(end - first);
  return Math.max(0, ...piece.map((value, at) => Math.abs(value - (whole[first + at] as number))));
}

describe('conditionLeadInPieces', () => {
  it.each<[string, Partial<ConditioningSpec>]>([
    ['as it is at first', {}],
    ['with a notch', { notchHz: 50 }],
    ['with the medians', { baseline: 'median' }],
    ['with both', { notchHz: 60, baseline: 'median' }],
    ['of a higher order', { order: 4 }],
    ['with a high lower edge', { lowHz: 5 }],
    ['at another rate', { workingRateHz: 100 }],
  ])('gives anywhere what is there in the whole lead, conditioned %s', (_, changes) => {
    const long = lead(200, 360);
    const places = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.02, noNaN: true }));
    fc.assert(
      fc.property(places, ([from, length]) => {
        const off = farthest(long, { ...SPEC, ...changes }, from, Math.min(1, from + length));
        expect(off).toBeLessThan(TOLERANCE_MILLIVOLTS);
      }),
      { numRuns: 12, examples: [[[0, 0.01]], [[0.995, 0.005]], [[0.29, 0.02]], [[0.36, 0.01]], [[0.5, 0.01]]] },
    );
  });

  it.each([128, 250, 256, 333.3, 1000])('does so at %d Hz', (samplingRateHz) => {
    expect(farthest(lead(100, samplingRateHz), SPEC, 0.48, 0.52)).toBeLessThan(TOLERANCE_MILLIVOLTS);
    expect(farthest(lead(100, samplingRateHz), SPEC, 0, 1)).toBeLessThan(TOLERANCE_MILLIVOLTS);
  });

  it('gives the same again, and after whatever else was asked for', () => {
    const { samples } = conditionLeadInPieces(lead(60, 360), [], 360, SPEC);
    const first = samples.subarray(5000, 5300).slice();
    samples.subarray(0, 15_360);
    expect(samples.subarray(5000, 5300)).toEqual(first);
  });

  it('says what is wrong as the whole does', () => {
    const empty = { ...lead(20, 360), digital: new Int16Array(7200).fill(MISSING) };
    for (const condition of [conditionLead, conditionLeadInPieces]) {
      expect(() => condition(empty, [], 360, SPEC)).toThrow(LabError);
    }
  });
});
