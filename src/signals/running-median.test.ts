import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningMedian } from './running-median';

const signal = fc
  .array(fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: -2, max: 2 })), { maxLength: 120 })
  .map((values) => Float64Array.from(values));
const odd = fc.integer({ min: 0, max: 40 }).map((half) => 2 * half + 1);

describe('runningMedian', () => {
  it('is the middle of each sorted window, ends held', () => {
    fc.assert(
      fc.property(signal, odd, (samples, length) => {
        const half = (length - 1) / 2;
        const expected = Array.from(samples, (_, centre) => {
          const window = Array.from({ length }, (__, offset) => {
            return samples[Math.min(samples.length - 1, Math.max(0, centre - half + offset))] as number;
          });
          return window.sort((a, b) => a - b)[half] as number;
        });
        for (const [index, value] of runningMedian(samples, length).entries()) {
          expect(value === expected[index]).toBe(true);
        }
      }),
    );
  });

  it('follows scale, level and polarity, and a shift in time', () => {
    fc.assert(
      fc.property(signal, odd, fc.constantFrom(-4, -1, 0.5, 8), (samples, length, factor) => {
        const plain = runningMedian(samples, length);
        const scaled = runningMedian(
          samples.map((sample) => factor * sample),
          length,
        );
        for (const [index, value] of scaled.entries()) expect(value === factor * (plain[index] as number)).toBe(true);
        const first = samples[0] ?? 0;
        const delayed = runningMedian(Float64Array.of(first, first, ...samples), length).subarray(2);
        for (const [index, value] of delayed.entries()) expect(value === plain[index]).toBe(true);
      }),
    );
  });

  it('refuses a window without a middle', () => {
    expect(() => runningMedian(new Float64Array(5), 4)).toThrow(RangeError);
  });
});
