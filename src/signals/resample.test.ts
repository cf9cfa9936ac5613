import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler, positionsAtRate, rateRatio, resample, resamplerReach } from './resample';

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

  it('makes of pieces what it makes of the whole, from the inputs within its reach', () => {
    const rate = fc.integer({ min: 100, max: 1000 });
    const samples = Float64Array.from({ length: 900 }, (_, index) => Math.sin(index * index * 0.001));
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0, max: 1, noNaN: true }), (fromHz, toHz, share) => {
        const each = rateRatio(fromHz, toHz);
        const whole = resample(samples, each);
        const from = Math.floor(share * whole.length);
        const to = Math.min(whole.length, from + 20);
        const input = Math.floor((from * each.down) / each.up);
        const reach = resamplerReach(each);
        const near = samples.map((sample, index) =>
          index >= input - reach && index <= input + Math.ceil((20 * each.down) / each.up) + reach ? sample : 99,
        );
        expect(createResampler(each)(near, from, to)).toEqual(whole.subarray(from, to));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a wave where its annotation is, within half a sample of any rate', () => {
    const rate = fc.integer({ min: 100, max: 1000 });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 1.5, max: 2.5, noNaN: true }), (fromHz, toHz, seconds) => {
        const digital = Float64Array.from({ length: 4 * fromHz }, (_, index) => {
          return Math.exp(-0.5 * ((index / fromHz - seconds) / 0.012) ** 2);
        });
        const resampled = resample(digital, rateRatio(fromHz, toHz));
        const [annotated] = positionsAtRate([seconds * fromHz], fromHz, toHz) as unknown as [number];
        expect(Math.abs(vertexOf(resampled) - annotated)).toBeLessThan(0.1);
      }),
      { numRuns: 100 },
    );
  });

  it('gives a copy where nothing is to do', () => {
    const samples = Float64Array.of(1, 2, 3);
    const copy = resample(samples, rateRatio(256, 256));
    expect(copy).toEqual(samples);
    expect(copy).not.toBe(samples);
  });
});

/** Where the parabola through the logarithms of the largest sample and its neighbours, which a Gaussian is, has its top. */
function vertexOf(samples: Float64Array): number {
  const top = samples.indexOf(samples.reduce((largest, sample) => Math.max(largest, sample)));
  const [before, at, after] = [top - 1, top, top + 1].map((index) => Math.log(samples[index] as number)) as [
    number,
    number,
    number,
  ];
  return top + (before - after) / (2 * (before - 2 * at + after));
}

describe('positionsAtRate', () => {
  it('keeps fractions, so that no R peak moves', () => {
    expect([...positionsAtRate([0, 360, 45, 100], 360, 256)]).toEqual([0, 256, 32, (100 * 256) / 360]);
  });

  it('comes back from any rate', () => {
    const rate = fc.integer({ min: 100, max: 1000 });
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 0, max: 31_104_000 }), (fromHz, toHz, sample) => {
        const [back] = positionsAtRate(positionsAtRate([sample], fromHz, toHz), toHz, fromHz) as unknown as [number];
        expect(Math.abs(back - sample)).toBeLessThan(1e-7);
      }),
    );
  });
});
