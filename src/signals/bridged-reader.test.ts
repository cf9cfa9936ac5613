import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBridgedReader } from './bridged-reader';
import { bridgeMissingSamples } from './missing-samples';

const SAMPLE = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: -9, max: 9 }) },
  { weight: 3, arbitrary: fc.constant(Number.NaN) },
);

function read(samples: Float64Array, from: number, length: number): number[] {
  const window = new Float64Array(length);
  createBridgedReader(samples).read(from, window);
  return [...window];
}

describe('createBridgedReader', () => {
  it('reads any window as it is in the bridged whole, with the ends held', () => {
    fc.assert(
      fc.property(
        fc.array(SAMPLE, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 60 }),
        (given, from, length) => {
          const samples = Float64Array.from(given);
          const whole = samples.slice();
          if (bridgeMissingSamples(whole) === whole.length) whole.fill(0);
          const expected = Array.from(
            { length },
            (_, offset) => whole[Math.min(whole.length - 1, Math.max(0, from + offset))] as number,
          );
          expect(read(samples, from, length)).toEqual(expected);
        },
      ),
    );
  });

  it('finds the ends of a gap that is longer than what it reads at a time', () => {
    const samples = new Float64Array(100_001).fill(Number.NaN);
    samples[0] = -1;
    samples[100_000] = 1;
    expect(read(samples, 25_000, 2)).toEqual([-0.5, -0.49998]);
    expect(read(samples.subarray(0, 100_000), 99_998, 2)).toEqual([-1, -1]);
  });

  it('names the first sample that is there', () => {
    expect(createBridgedReader(Float64Array.of(Number.NaN, 3, 4)).firstPresent).toBe(3);
    expect(createBridgedReader(Float64Array.of(Number.NaN)).firstPresent).toBeUndefined();
  });
});
