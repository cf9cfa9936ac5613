import { describe, expect, it } from 'vitest';
import { createRandom } from '../../domain/random';
import { buildLeadPyramid } from '../../signals/lead-pyramid';
import { type ColumnSource, emptyColumns, readColumns } from './columns';

const MISSING = -32768;

function noise(length: number): Int16Array {
  const random = createRandom(3);
  return Int16Array.from({ length }, () => Math.round(400 * random.normal()));
}

function sourceOf(digital: Int16Array): ColumnSource {
  const pyramid = buildLeadPyramid({ digital, missing: MISSING, baseline: 0 });
  return { digital, missing: MISSING, pyramid };
}

function columnsOf(source: ColumnSource, first: number, samplesPerColumn: number, count: number) {
  const out = emptyColumns(count);
  readColumns(source, first, samplesPerColumn, out);
  return out;
}

describe('readColumns', () => {
  it.each([1, 3.5, 63, 64, 200, 1000, 6500])('holds the extremes of every column of %d samples', (samplesPerColumn) => {
    const samples = noise(650_000);
    const source = sourceOf(samples);
    const count = 90;
    const { low, high } = columnsOf(source, 1234, samplesPerColumn, count);
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

  it('leaves a gap where samples are missing, in every zoom', () => {
    const source = sourceOf(noise(100_000).fill(MISSING, 40_000, 60_000));
    for (const samplesPerColumn of [10, 500]) {
      const { low } = columnsOf(source, 0, samplesPerColumn, 100_000 / samplesPerColumn);
      expect(low[Math.round(50_000 / samplesPerColumn)]).toBeNaN();
      expect(low[Math.round(10_000 / samplesPerColumn)]).not.toBeNaN();
    }
  });

  it('is empty outside of the lead, and needs no pyramid', () => {
    const source = { ...sourceOf(noise(1000)), pyramid: undefined };
    expect(columnsOf(source, -50, 10, 3).low.every(Number.isNaN)).toBe(true);
    expect([...columnsOf(source, 995, 10, 3).low].map(Number.isNaN)).toEqual([false, true, true]);
  });

  it('reads a day from a few buckets a column, and none of its samples', () => {
    const day = sourceOf(noise(1_000_000));
    const unreadable = new Proxy(day.digital, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) throw new Error(`sample ${key} was read`);
        return Reflect.get(target, key, target);
      },
    });
    const { low } = columnsOf({ ...day, digital: unreadable }, 0, 1000, 1000);
    expect(low.some(Number.isNaN)).toBe(false);
  });
});
