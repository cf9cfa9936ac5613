import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsAtRate, rateRatio, resample } from './resample';

describe('rateRatio', () => {
  it.each([
    [360, 256, 32, 45],
    [250, 256, 128, 125],
    [256, 256, 1, 1],
    [128, 256, 2, 1],
    [1000, 250, 1, 4],
    [1000 / 3, 256, 96, 125],
    [0.5, 256, 512, 1],
  ])('from %d to %d Hz is %d / %d', (fromHz, toHz, up, down) => {
    expect(rateRatio(fromHz, toHz)).toEqual({ up, down });
  });

  it('is within 1e-9 for any two rates', () => {
    const rate = fc.double({ min: 10, max: 5000, noNaN: true });
    fc.assert(
      fc.property(rate, rate, (fromHz, toHz) => {
        const { up, down } = rateRatio(fromHz, toHz);
        expect(Math.abs((up / down) * (fromHz / toHz) - 1)).toBeLessThan(1.1e-9);
      }),
    );
  });
});

describe('resample', () => {
  const ratio = rateRatio(360, 256);
  const signal = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 400 });

  it('is linear', () => {
    fc.assert(
      fc.property(signal, fc.double({ min: -3, max: 3, noNaN: true }), (values, factor) => {
        const other = values.map((value, index) => Math.cos(index) * value);
        const mixed = resample(
          Float64Array.from(values, (value, i) => value + factor * (other[i] as number)),
          ratio,
        );
        const a = resample(Float64Array.from(values), ratio);
        const b = resample(Float64Array.from(other), ratio);
        for (const [index, value] of mixed.entries()) {
          expect(value).toBeCloseTo((a[index] as number) + factor * (b[index] as number), 10);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('shifts its output by `up` samples when the input moves by `down`', () => {
    fc.assert(
      fc.property(signal, (values) => {
        const padded = Float64Array.from([...new Array<number>(ratio.down).fill(0), ...values]);
        const plain = resample(Float64Array.from(values), ratio);
        const shifted = resample(padded, ratio);
        for (const [index, value] of plain.entries()) expect(shifted[index + ratio.up]).toBeCloseTo(value, 10);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps a wave below the lower Nyquist frequency, in place', () => {
    const wave = (rateHz: number, seconds: number): Float64Array =>
      Float64Array.from({ length: rateHz * seconds }, (_, index) => Math.sin((2 * Math.PI * 17 * index) / rateHz));
    const resampled = resample(wave(360, 4), ratio);
    const expected = wave(256, 4);
    expect(resampled).toHaveLength(expected.length);
    for (let index = 100; index < expected.length - 100; index++) {
      expect(Math.abs((resampled[index] as number) - (expected[index] as number))).toBeLessThan(2e-3);
    }
  });

  it('comes back to where it was from a higher rate', () => {
    const original = Float64Array.from({ length: 512 }, (_, index) => Math.exp(-0.5 * ((index - 250) / 6) ** 2));
    const back = resample(resample(original, rateRatio(256, 360)), rateRatio(360, 256));
    expect(back).toHaveLength(512);
    for (const [index, value] of original.entries())
      expect(Math.abs((back[index] as number) - value)).toBeLessThan(2e-3);
  });

  it('gives a copy where nothing is to do', () => {
    const samples = Float64Array.of(1, 2, 3);
    const copy = resample(samples, rateRatio(256, 256));
    expect(copy).toEqual(samples);
    expect(copy).not.toBe(samples);
  });
});

describe('positionsAtRate', () => {
  it('keeps fractions, so that no R peak moves', () => {
    expect([...positionsAtRate([0, 360, 45, 100], 360, 256)]).toEqual([0, 256, 32, (100 * 256) / 360]);
  });
});
