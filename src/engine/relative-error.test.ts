import { expect, it } from 'vitest';
import { relativeError } from './relative-error';

it('is the largest difference by the largest expected value', () => {
  expect(relativeError([1, 2.5, -4], [1, 2, -5])).toBeCloseTo(1 / 5);
  expect(relativeError([1, 2], [1, 2])).toBe(0);
});

it('measures what should be nothing against a millionth', () => {
  expect(relativeError([1e-9, 0], [0, 0])).toBeCloseTo(1e-3, 6);
});

it('is no number wherever one is none, or lacks its partner', () => {
  expect(relativeError([Number.NaN, 1, 2], [0, 1, 2])).toBeNaN();
  expect(relativeError([0, 1, 2], [0, Number.NaN, 2])).toBeNaN();
  expect(relativeError([0, 1, Number.NaN], [0, 1, 2])).toBeNaN();
  expect(relativeError([1, 2], [1, 2, 3])).toBeNaN();
  expect(relativeError([1, 2, 3], [1, 2])).toBeNaN();
});
