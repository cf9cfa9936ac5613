import { describe, expect, it } from 'vitest';
import type { Lead } from '../domain/recording';
import { stretchSpectrogram } from './stretch-spectrogram';

const RATE = 360;
const conditioning = { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 };

/** 10 Hz for the first half, 20 Hz for the second. */
function twoTones(seconds: number): Lead {
  const digital = Float32Array.from({ length: seconds * RATE }, (_, sample) => {
    const time = sample / RATE;
    return Math.sin(2 * Math.PI * (time < seconds / 2 ? 10 : 20) * time);
  });
  return {
    name: 'I',
    samplingRateHz: RATE,
    unit: 'mV',
    digital,
    gain: 1,
    baseline: 0,
    missing: null,
    checksum: 'none',
  };
}

function loudestHz({ decibels, bins, frames, binHz }: ReturnType<typeof stretchSpectrogram>, frame: number): number {
  let best = 0;
  for (let bin = 1; bin < bins; bin++) {
    if ((decibels[bin * frames + frame] as number) > (decibels[best * frames + frame] as number)) best = bin;
  }
  return best * binHz;
}

describe('stretchSpectrogram', () => {
  it('puts each tone at its frequency and its time', () => {
    const spectrogram = stretchSpectrogram(twoTones(8), conditioning);
    const frameAt = (seconds: number): number =>
      Math.round((seconds - spectrogram.firstSeconds) / spectrogram.hopSeconds);
    expect(loudestHz(spectrogram, frameAt(2))).toBeCloseTo(10, 0);
    expect(loudestHz(spectrogram, frameAt(6))).toBeCloseTo(20, 0);
    const last = spectrogram.firstSeconds + (spectrogram.frames - 1) * spectrogram.hopSeconds;
    expect(last + spectrogram.windowSeconds / 2).toBeLessThanOrEqual(8);
  });

  it('has at most 600 frames however long the stretch is', () => {
    expect(stretchSpectrogram(twoTones(120), conditioning).frames).toBeLessThanOrEqual(600);
  });

  it('refuses what cannot be filtered, in a sentence', () => {
    expect(() => stretchSpectrogram(twoTones(0.5), conditioning)).toThrow(/at least .* samples/);
  });
});
