import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notchFilter } from './notch';
import { filterZeroPhase } from './zero-phase';

const wave = (hertz: number, rateHz: number, seconds = 10): Float64Array =>
  Float64Array.from({ length: rateHz * seconds }, (_, index) => Math.cos((2 * Math.PI * hertz * index) / rateHz));

/** Largest magnitude in the middle half, where no end reaches. */
const middlePeak = (samples: Float64Array): number =>
  Math.max(...samples.subarray(samples.length >> 2, (3 * samples.length) >> 2).map(Math.abs));

describe('notchFilter', () => {
  it.each([50, 60])('takes %d Hz out, and leaves what is 6 Hz away, in place', (notchHz) => {
    for (const rateHz of [200, 360, 1000]) {
      const section = notchFilter(notchHz, rateHz);
      expect(middlePeak(filterZeroPhase(section, wave(notchHz, rateHz)))).toBeLessThan(1e-3);
      const beside = wave(notchHz - 6, rateHz);
      const kept = filterZeroPhase(section, beside);
      const change = kept.map((value, index) => value - (beside[index] as number));
      expect(middlePeak(change)).toBeLessThan(0.04);
    }
  });

  it('is linear and keeps a constant', () => {
    const section = notchFilter(50, 360);
    const signal = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 40, maxLength: 200 });
    const shift = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(signal, shift, shift, (values, factor, level) => {
        const plain = filterZeroPhase(section, Float64Array.from(values));
        const moved = filterZeroPhase(
          section,
          Float64Array.from(values, (value) => factor * value + level),
        );
        for (const [index, value] of plain.entries()) expect(moved[index]).toBeCloseTo(factor * value + level, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what no filter can do', () => {
    for (const notchHz of [0, -50, 50, 60, Number.NaN]) expect(() => notchFilter(notchHz, 100)).toThrow(RangeError);
  });
});
