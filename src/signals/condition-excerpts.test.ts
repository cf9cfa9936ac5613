import { describe, expect, it } from 'vitest';
import { conditionExcerpts } from './condition-excerpts';

const lead = (digital: Float32Array) => ({
  ...{ name: 'row', samplingRateHz: 100, unit: '', digital, gain: 1, baseline: 0, missing: null },
  checksum: 'none' as const,
});

describe('excerpts', () => {
  it('lose their own mean, and see the edge instead of their neighbours', () => {
    const { samples, centres, rPeaks } = conditionExcerpts(
      lead(Float32Array.of(1, 2, 3, 6, 100, 200, 300, 400)),
      4,
      100,
    );
    expect([...samples]).toEqual([-2, -2, -2, -1, 0, 3, 3, 3, -150, -150, -150, -50, 50, 150, 150, 150]);
    expect([...centres]).toEqual([4, 12]);
    expect(rPeaks).toHaveLength(0);
  });
  it('are resampled one by one: a neighbour changes nothing', () => {
    const first = Float32Array.from({ length: 50 }, (_, n) => Math.sin(n / 5));
    const [calm, wild] = [0, 1e6].map((size) => {
      const { samples } = conditionExcerpts(lead(Float32Array.from([...first, ...first.map(() => size)])), 50, 256);
      return samples.slice(0, samples.length / 2);
    });
    expect(calm).toEqual(wild);
  });
  it('of missing samples only are silent', () => {
    expect(
      [...conditionExcerpts(lead(new Float32Array(4).fill(Number.NaN)), 4, 100).samples].every((value) => value === 0),
    ).toBe(true);
  });
});
