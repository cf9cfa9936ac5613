import { describe, expect, it } from 'vitest';
import { createRandom } from '../domain/random';
import { buildLeadPyramid, emptyLevels, growLevels } from './lead-pyramid';

const MISSING = -32768;

function noise(length: number): Int16Array {
  const random = createRandom(3);
  return Int16Array.from({ length }, () => Math.round(400 * random.normal()));
}

const pyramidOf = (digital: Int16Array | Int32Array | Float32Array | Float64Array, missing: number | null = MISSING) =>
  buildLeadPyramid({ digital, missing, baseline: 7 });

describe('buildLeadPyramid', () => {
  it('holds the exact extremes of every bucket of every level, in the type of the samples', () => {
    const samples = noise(70_001);
    const { levels } = pyramidOf(samples);
    expect(levels.map(({ bucket }) => bucket)).toEqual([32, 128, 512]);
    for (const { bucket, low, high } of levels) {
      expect(low).toBeInstanceOf(Int16Array);
      expect(low.length).toBe(Math.ceil(samples.length / bucket));
      for (let at = 0; at < low.length; at += 13) {
        const inside = samples.subarray(at * bucket, (at + 1) * bucket);
        expect([low[at], high[at]]).toEqual([Math.min(...inside), Math.max(...inside)]);
      }
    }
  });

  it.each([[[1, 31, 33, 5000, 70_001]], [[128, 70_000, 70_001]]])('is the same when it grew by %j', (ends) => {
    const lead = { digital: noise(70_001), missing: MISSING };
    const levels = emptyLevels(lead.digital);
    ends.forEach((to, index) => {
      growLevels(levels, lead, ends[index - 1] ?? 0, to);
    });
    expect(levels).toEqual(pyramidOf(lead.digital).levels);
  });

  it('is right for what was read, whatever comes later', () => {
    const samples = noise(5000);
    const levels = emptyLevels(samples);
    growLevels(levels, { digital: samples, missing: MISSING }, 0, 1000);
    for (const { bucket, low, high } of levels) {
      const last = Math.ceil(1000 / bucket) - 1;
      const inside = samples.subarray(last * bucket, 1000);
      expect([low[last], high[last]]).toEqual([Math.min(...inside), Math.max(...inside)]);
    }
  });

  it('takes a sixteenth of the memory of the samples and a third of that again', () => {
    const samples = noise(1_000_000);
    const bytes = pyramidOf(samples).levels.reduce((sum, { low, high }) => sum + low.byteLength + high.byteLength, 0);
    expect(bytes / samples.byteLength).toBeLessThan((1 / 16) * (4 / 3) * 1.01);
  });

  it('has nothing between low and high where every sample is missing, in every level and type', () => {
    const gap = noise(100_000).fill(MISSING, 40_000, 60_000);
    const nans = Float32Array.from(gap, (value) => (value === MISSING ? Number.NaN : value));
    for (const { levels } of [pyramidOf(gap), pyramidOf(Int32Array.from(gap)), pyramidOf(nans, null)]) {
      for (const { bucket, low, high } of levels) {
        const at = Math.floor(50_000 / bucket);
        expect(low[at]).toBeGreaterThan(high[at] as number);
        expect(low[0]).toBeLessThan(high[0] as number);
      }
    }
  });

  it('keeps the greatest and least values that samples can have', () => {
    const { levels } = pyramidOf(
      Int16Array.from({ length: 64 }, (_, at) => (at % 2 ? 32767 : -32768)),
      null,
    );
    expect([levels[0]?.low[0], levels[0]?.high[0]]).toEqual([-32768, 32767]);
  });

  it('leaves single spikes out of the usual range, and has the baseline where there is nothing', () => {
    const samples = Int16Array.from({ length: 10_000 }, (_, at) => (at % 200) - 100);
    samples[5000] = 32000;
    const [low, high] = pyramidOf(samples).usualRange;
    expect(low).toBeGreaterThanOrEqual(-100);
    expect(high).toBeLessThanOrEqual(99);
    expect(pyramidOf(new Int16Array(50).fill(MISSING)).usualRange).toEqual([7, 7]);
    expect(pyramidOf(new Int16Array(0)).usualRange).toEqual([7, 7]);
  });
});
