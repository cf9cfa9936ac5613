import { describe, expect, it } from 'vitest';
import { beatWindowOf, cutSegment, timeAxis, windowStart } from './beat-window';

describe('beatWindowOf', () => {
  it.each([
    [1, 40, 256, 256, 102],
    [0.5, 50, 100, 50, 25],
    [1.3, 20, 250, 325, 65],
  ])(
    '%d s with %d %% before the R peak at %d Hz is %d samples, %d of them before',
    (seconds, percent, rateHz, length, before) => {
      expect(beatWindowOf({ windowSeconds: seconds, beforePercent: percent }, rateHz)).toEqual({ length, before });
    },
  );
});

describe('windowStart', () => {
  it('puts the sample nearest to the R peak at `before`', () => {
    expect(windowStart(1000.4, { length: 256, before: 102 })).toBe(898);
    expect(windowStart(1000.6, { length: 256, before: 102 })).toBe(899);
  });
});

describe('cutSegment', () => {
  const samples = Float64Array.of(10, 11, 12, 13);

  it.each([
    ['inside', 1, [11, 12]],
    ['to the very end', 2, [12, 13]],
    ['over the start', -1, [10, 10]],
    ['over the end', 3, [13, 13]],
    ['wholly before', -9, [10, 10]],
    ['wholly after', 9, [13, 13]],
  ])('%s', (_, from, expected) => {
    const out = new Float64Array(2);
    cutSegment(samples, from, 2, out);
    expect([...out]).toEqual(expected);
  });
});

describe('timeAxis', () => {
  it('is 0 at the R peak', () => {
    expect([...timeAxis([0, 102, 230], { length: 256, before: 102 }, 256).values]).toEqual([-102 / 256, 0, 0.5]);
  });
});
