import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockStep, clockTicks, octaveTicks, roundTicks } from './ticks';

describe('round ticks', () => {
  it.each([
    [0, 1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-400, 600, 6, [-400, -200, 0, 200, 400, 600]],
    [0, 40, 5, [0, 10, 20, 30, 40]],
    [-0.35, 1.2, 4, [0, 0.5, 1]],
    [0.001, 0.0034, 3, [0.001, 0.002, 0.003]],
  ])('of [%d, %d] are round', (low, high, most, expected) => {
    expect(roundTicks(low, high, most)).toEqual(expected);
  });

  it('lie inside and are never more than asked for', () => {
    const finite = { noNaN: true, noDefaultInfinity: true } as const;
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, ...finite }),
        fc.double({ min: 1e-3, max: 1e4, ...finite }),
        fc.integer({ min: 2, max: 12 }),
        (low, span, most) => {
          const ticks = roundTicks(low, low + span, most);
          const slack = 1e-6 * span;
          return ticks.length <= most && ticks.every((tick) => tick >= low - slack && tick <= low + span + slack);
        },
      ),
    );
  });

  it('of an empty range are none', () => {
    expect(roundTicks(3, 3, 5)).toEqual([]);
  });
});

describe('clock ticks', () => {
  it('count in seconds at paper speed and in minutes when half an hour is seen', () => {
    expect(clockStep(94.5, 70)).toBe(1);
    expect(clockStep(1390 / 1800, 70)).toBe(120);
  });

  it('are multiples of the step', () => {
    expect(clockTicks(3.2, 6, 1)).toEqual([4, 5, 6]);
    expect(clockTicks(0, 0.25, 0.1).map((tick) => tick.toFixed(1))).toEqual(['0.0', '0.1', '0.2']);
  });
});

describe('ticks of octaves', () => {
  it.each([
    [1.9, 33, 8, [2, 4, 8, 16, 32]],
    [2, 32, 3, [2, 8, 32]],
    [0.9, 1.1, 4, [1]],
    [5, 7, 4, []],
  ])('of [%d, %d], at most %d', (low, high, most, expected) => {
    expect(octaveTicks(low, high, most)).toEqual(expected);
  });
});
