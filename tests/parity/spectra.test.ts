import { describe, expect, it } from 'vitest';
import { createPowerDensity } from '../../src/signals/power-density';
import { createRealFft } from '../../src/signals/real-fft';
import { createSpectrogram } from '../../src/signals/spectrogram';
import { periodicWindow, type Taper } from '../../src/signals/windows';
import { absoluteError, bridgedMillivolts, golden, relativeError, TOLERANCE } from './golden-numbers';

const spectra = golden<{
  windows: readonly { taper: Taper; length: number; window: number[] }[];
  transforms: readonly { from: number; length: number; real: number[]; imaginary: number[] }[];
  densities: readonly {
    taper: Taper;
    from: number;
    length: number;
    fftLength: number;
    detrend: 'none' | 'constant';
    density: number[];
  }[];
  spectrograms: readonly {
    taper: Taper;
    from: number;
    to: number;
    length: number;
    hop: number;
    fftLength: number;
    frames: number;
    density: number[];
  }[];
}>('spectra');

const RATE_HZ = 256;
const raw = bridgedMillivolts();

describe('scipy.signal.get_window', () => {
  it.each(spectra.windows)('$taper of $length', ({ taper, length, window }) => {
    expect(absoluteError(periodicWindow(taper, length), window)).toBeLessThan(TOLERANCE);
  });
});

describe('scipy.fft.rfft', () => {
  it.each(spectra.transforms)('of $length samples', ({ from, length, real, imaginary }) => {
    const fft = createRealFft(length);
    const ourReal = new Float64Array(fft.bins);
    const ourImaginary = new Float64Array(fft.bins);
    fft.forward(raw.subarray(from, from + length), ourReal, ourImaginary);
    expect(relativeError([...ourReal, ...ourImaginary], [...real, ...imaginary])).toBeLessThan(TOLERANCE);
  });
});

describe('scipy.signal.periodogram', () => {
  it.each(spectra.densities)('$taper of $length, FFT of $fftLength, detrend $detrend', (entry) => {
    const window = periodicWindow(entry.taper, entry.length);
    const plan = createPowerDensity({ ...entry, samplingRateHz: RATE_HZ, window });
    const density = new Float64Array(plan.bins);
    plan.write(raw, entry.from, density);
    expect(relativeError(density, entry.density)).toBeLessThan(TOLERANCE);
  });
});

describe('scipy.signal.spectrogram', () => {
  it.each(spectra.spectrograms)('$taper of $length, hop $hop, FFT of $fftLength', (entry) => {
    const window = periodicWindow(entry.taper, entry.length);
    const { fftLength, frames, hop } = entry;
    const plan = createPowerDensity({ samplingRateHz: RATE_HZ, window, fftLength, detrend: 'none' });
    const starts = Int32Array.from({ length: frames }, (_, frame) => frame * hop);
    const image = new Float64Array(plan.bins * frames);
    createSpectrogram(plan, starts)(raw.subarray(entry.from, entry.to), image);
    expect(relativeError(image, entry.density)).toBeLessThan(TOLERANCE);
  });
});
