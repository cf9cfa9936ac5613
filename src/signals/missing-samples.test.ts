import { describe, expect, it } from 'vitest';
import { bridgeMissingSamples } from './missing-samples';

const { NaN: gap, POSITIVE_INFINITY: infinite } = Number;

describe('bridgeMissingSamples', () => {
  it.each([
    ['a line between the neighbours', [1, gap, gap, 4], [1, 2, 3, 4], 2],
    ['the nearest sample at the ends', [gap, gap, 5, 6, gap], [5, 5, 5, 6, 6], 3],
    ['gaps one by one', [0, gap, 2, 7, gap, 9], [0, 1, 2, 7, 8, 9], 2],
    ['infinities like gaps', [0, infinite, 2], [0, 1, 2], 1],
    ['nothing where nothing is missing', [3, 1, 2], [3, 1, 2], 0],
    ['nothing in an empty signal', [], [], 0],
  ])('puts %s', (_, samples, expected, count) => {
    const bridged = Float64Array.from(samples);
    expect(bridgeMissingSamples(bridged)).toBe(count);
    expect([...bridged]).toEqual(expected);
  });

  it('counts every sample where none is there', () => {
    expect(bridgeMissingSamples(new Float64Array(4).fill(gap))).toBe(4);
  });
});
