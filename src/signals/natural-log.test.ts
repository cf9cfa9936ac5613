import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaledLogarithms } from './natural-log';

function naturalLog(x: number): number {
  const values = Float64Array.of(x, x);
  scaledLogarithms(values, 1, 0, 1);
  expect(values[1]).toBe(x);
  return values[0] as number;
}

it('is the logarithm over the whole range of numbers', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (exponent) => {
      const x = Math.exp(exponent);
      const expected = Math.log(x);
      expect(Math.abs(naturalLog(x) - expected)).toBeLessThan(3e-16 * Math.max(1, Math.abs(expected)));
    }),
    { numRuns: 20_000 },
  );
});

it('is exact where parts meet', () => {
  for (let edge = 0; edge <= 128; edge++) {
    const x = 1 + edge / 128;
    for (const near of [x, x * (1 - 2 ** -53), x * (1 + 2 ** -52)]) {
      expect(Math.abs(naturalLog(near) - Math.log(near))).toBeLessThan(3e-16);
    }
  }
});

it('answers as the library does where there is no logarithm, and below the normal numbers', () => {
  for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324]) expect(naturalLog(x)).toBe(Math.log(x));
});

it('adds the offset first and multiplies by the factor last', () => {
  const values = Float64Array.of(0, 90);
  scaledLogarithms(values, 2, 10, 10 / Math.LN10);
  expect([...values].map((value) => Number(value.toFixed(12)))).toEqual([10, 20]);
});
