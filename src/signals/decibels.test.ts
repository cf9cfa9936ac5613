import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecibels } from './decibels';

function decibels(values: readonly number[], floor = 0): number[] {
  const array = Float64Array.from(values);
  createDecibels(floor)(array, array.length);
  return [...array];
}

describe('createDecibels', () => {
  it('is within 1e-13 dB of ten times the logarithm to the base of 10', () => {
    const power = fc.double({ min: -12, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(
        fc.array(power, { minLength: 1, maxLength: 600 }),
        fc.constantFrom(0, 1e-9, 1e-3),
        (values, floor) => {
          for (const [index, value] of decibels(values, floor).entries()) {
            expect(Math.abs(value - 10 * Math.log10((values[index] as number) + floor))).toBeLessThan(1e-13);
          }
        },
      ),
    );
  });

  it('is as near at both ends of every share of the table', () => {
    const values = Array.from({ length: 129 }, (_, share) => 1 + share / 128).flatMap((edge) => [
      edge * (1 - 2 ** -52),
      edge,
    ]);
    for (const [index, value] of decibels(values).entries()) {
      expect(Math.abs(value - 10 * Math.log10(values[index] as number))).toBeLessThan(1e-14);
    }
  });

  it('has the logarithms of what is no normal number', () => {
    const denormal = 2 ** -1050;
    const [ofDenormal, ...others] = decibels([denormal, 0, Number.POSITIVE_INFINITY, -1, Number.NaN]);
    expect(ofDenormal).toBeCloseTo(10 * Math.log10(denormal), 9);
    expect(others).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN, Number.NaN]);
  });

  it('touches only as many values as it is told', () => {
    const values = new Float64Array(300).fill(100);
    createDecibels(0)(values, 299);
    expect(values[298]).toBeCloseTo(20, 12);
    expect(values[299]).toBe(100);
  });
});
