import { describe, expect, it } from 'vitest';
import { median, quantile } from './averages';

describe('median', () => {
  it('is the middle, or the mean of the middle two, and leaves its input alone', () => {
    const values = Float64Array.of(3, 1, 2, 10);
    expect(median(values)).toBe(2.5);
    expect(median(values.subarray(0, 3))).toBe(2);
    expect([...values]).toEqual([3, 1, 2, 10]);
  });
});

describe('quantile', () => {
  it('lies between two values linearly', () => {
    expect(quantile(Float64Array.of(4, 1, 3, 2), 0.75)).toBeCloseTo(3.25, 12);
    expect(quantile(Float64Array.of(7), 0.75)).toBe(7);
  });
});
