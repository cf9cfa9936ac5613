import { describe, expect, it } from 'vitest';
import { createRandom } from '../../domain/random';
import { buildMore, createPyramid, isBuilt, type Pyramid, readColumns } from './pyramid';

const MISSING = -32768;

function noise(length: number): Int16Array {
  const random = createRandom(3);
  return Int16Array.from({ length }, () => Math.round(400 * random.normal()));
}

function built(samples: Int16Array, slice = 100_000): Pyramid {
  const pyramid = createPyramid(samples, MISSING);
  while (!buildMore(pyramid, slice));
  return pyramid;
}

function columnsOf(pyramid: Pyramid, first: number, samplesPerColumn: number, count: number) {
  const out = { low: new Float32Array(count), high: new Float32Array(count) };
  readColumns(pyramid, first, samplesPerColumn, out);
  return out;
}

describe('the pyramid', () => {
  it.each([1, 3.5, 63, 64, 200, 1000, 6500])('holds the extremes of every column of %d samples', (samplesPerColumn) => {
    const samples = noise(650_000);
    const pyramid = built(samples);
    const count = 90;
    const { low, high } = columnsOf(pyramid, 1234, samplesPerColumn, count);
    for (let column = 0; column < count; column++) {
      const from = Math.floor(1234 + column * samplesPerColumn);
      const inside = samples.subarray(from, Math.ceil(1234 + (column + 1) * samplesPerColumn));
      const slack = samplesPerColumn / 2;
      const around = samples.subarray(Math.max(0, from - slack), from + samplesPerColumn + slack + 1);
      expect(low[column]).toBeLessThanOrEqual(Math.min(...inside));
      expect(high[column]).toBeGreaterThanOrEqual(Math.max(...inside));
      expect(low[column]).toBeGreaterThanOrEqual(Math.min(...around));
      expect(high[column]).toBeLessThanOrEqual(Math.max(...around));
    }
  });

  it('is the same whatever the slices are that build it', () => {
    const samples = noise(70_001);
    expect(built(samples, 1).levels).toEqual(built(samples, 1e9).levels);
  });

  it('never reads more than a slice at a time', () => {
    const pyramid = createPyramid(noise(10_000), MISSING);
    expect(buildMore(pyramid, 4096)).toBe(false);
    expect(pyramid.built).toBe(4096);
    expect(isBuilt(pyramid)).toBe(false);
    buildMore(pyramid, 4096);
    expect(buildMore(pyramid, 4096)).toBe(true);
  });

  it('leaves a gap where samples are missing, in every zoom', () => {
    const samples = noise(100_000).fill(MISSING, 40_000, 60_000);
    const pyramid = built(samples);
    for (const samplesPerColumn of [10, 500]) {
      const { low } = columnsOf(pyramid, 0, samplesPerColumn, 100_000 / samplesPerColumn);
      expect(low[Math.round(50_000 / samplesPerColumn)]).toBeNaN();
      expect(low[Math.round(10_000 / samplesPerColumn)]).not.toBeNaN();
    }
  });

  it('draws before it is built, as far as that is quick, and is empty outside of the lead', () => {
    const pyramid = createPyramid(noise(650_000), MISSING);
    const close = columnsOf(pyramid, 100, 4, 1000);
    expect(close.low.every((value) => !Number.isNaN(value))).toBe(true);
    const far = columnsOf(pyramid, 0, 1300, 500);
    expect(far.low[0]).not.toBeNaN();
    expect(far.low[499]).toBeNaN();
    expect(columnsOf(pyramid, -50, 10, 3).low.every(Number.isNaN)).toBe(true);
  });
});
