import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPowerDensity } from './power-density';
import { createSpectrogram } from './spectrogram';
import { periodicWindow, TAPERS } from './windows';

const RATE_HZ = 256;

describe('createPowerDensity', () => {
  it('sums to the mean square of the signal where there is no taper (Parseval)', () => {
    const segment = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(segment, fc.nat(100), (values, zeros) => {
        const window = periodicWindow('boxcar', values.length);
        const fftLength = values.length + zeros;
        const plan = createPowerDensity({ samplingRateHz: RATE_HZ, window, fftLength, detrend: 'none' });
        const density = new Float64Array(plan.bins);
        plan.write(Float64Array.from(values), 0, density);
        const total = density.reduce((sum, value) => sum + value, 0) * (RATE_HZ / fftLength);
        const meanSquare = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect(total).toBeCloseTo(meanSquare, 10);
      }),
    );
  });

  it.each(TAPERS)('finds the power of a sine, half its squared amplitude, with a %s window', (taper) => {
    const plan = createPowerDensity({
      samplingRateHz: RATE_HZ,
      window: periodicWindow(taper, 256),
      fftLength: 256,
      detrend: 'constant',
    });
    const sine = Float64Array.from({ length: 256 }, (_, n) => 5 + 3 * Math.sin((2 * Math.PI * 20 * n) / RATE_HZ));
    const density = new Float64Array(plan.bins);
    plan.write(sine, 0, density);
    expect(density.reduce((sum, value) => sum + value, 0)).toBeCloseTo(4.5, 9);
    expect(density.indexOf(Math.max(...density))).toBe(20);
  });

  it('refuses an FFT shorter than its window and more bins than it has', () => {
    const window = periodicWindow('hann', 64);
    const base = { samplingRateHz: RATE_HZ, window, detrend: 'none' } as const;
    expect(() => createPowerDensity({ ...base, fftLength: 63 })).toThrow(RangeError);
    expect(() => createPowerDensity({ ...base, fftLength: 64, bins: 34 })).toThrow(RangeError);
  });
});

describe('createSpectrogram', () => {
  it('puts the power density of each frame into its column', () => {
    const samples = Float64Array.from({ length: 300 }, (_, n) => Math.sin(n * n * 0.001) + 0.2 * Math.cos(n));
    const window = periodicWindow('hann', 40);
    const plan = createPowerDensity({ samplingRateHz: RATE_HZ, window, fftLength: 64, bins: 20, detrend: 'none' });
    const starts = Int32Array.of(0, 7, 100, 260);
    const image = new Float64Array(20 * starts.length);
    createSpectrogram(plan, starts)(samples, image);
    const column = new Float64Array(20);
    for (const [frame, start] of starts.entries()) {
      plan.write(samples, start, column);
      for (const [bin, value] of column.entries()) expect(image[bin * starts.length + frame]).toBe(value);
    }
  });
});
