import { describe, expect, it } from 'vitest';
import { frequencyAxis, spectralGridOf } from './spectral-grid';

describe('spectralGridOf', () => {
  it('keeps the bins below the highest frequency', () => {
    const grid = spectralGridOf({ fftLength: '512', highestHz: 32 }, 256, 256);
    expect(grid).toEqual({ fftLength: 512, bins: 64 });
    const { values } = frequencyAxis(grid, 256);
    expect([values[0], values[1], values[63]]).toEqual([0, 0.5, 31.5]);
  });

  it('says what to do where the window is longer than the FFT', () => {
    expect(() => spectralGridOf({ fftLength: '512', highestHz: 32 }, 513, 256)).toThrow(
      /at least the 513 samples.*512/,
    );
    expect(() => spectralGridOf({ highestHz: 32 }, 513, 256)).toThrow(/fftLength/);
  });

  it('says what to do where the band reaches past the Nyquist frequency', () => {
    expect(() => spectralGridOf({ fftLength: '512', highestHz: 48 }, 64, 90)).toThrow(/45 Hz.*48 Hz/);
  });
});
