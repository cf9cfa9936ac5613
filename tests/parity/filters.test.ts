import { describe, expect, it } from 'vitest';
import { butterworthBandPass } from '../../src/signals/butterworth';
import { rateRatio, resample } from '../../src/signals/resample';
import { filterZeroPhase } from '../../src/signals/zero-phase';
import { bridgedMillivolts, golden, relativeError, TOLERANCE } from './golden-numbers';

interface Design {
  readonly order: number;
  readonly lowHz: number;
  readonly highHz: number;
}

const filters = golden<{
  designs: readonly (Design & { samplingRateHz: number; sections: number[] })[];
  filtered: readonly (Design & { from: number; to: number; filtered: number[] })[];
}>('filters');

const resampling = golden<{
  cases: readonly { fromHz: number; toHz: number; from: number; to: number; resampled: number[] }[];
}>('resampling');

const raw = bridgedMillivolts();

describe('scipy.signal.butter', () => {
  it.each(filters.designs)('order $order, $lowHz to $highHz Hz at $samplingRateHz Hz', (design) => {
    const sections = butterworthBandPass(design.order, design.lowHz, design.highHz, design.samplingRateHz);
    for (let at = 0; at < sections.length; at += 6) {
      // Section by section: the gain sits in the first and is small against the coefficients of the others.
      const numerator = relativeError(sections.subarray(at, at + 3), design.sections.slice(at, at + 3));
      const denominator = relativeError(sections.subarray(at + 3, at + 6), design.sections.slice(at + 3, at + 6));
      expect(Math.max(numerator, denominator)).toBeLessThan(TOLERANCE);
    }
    expect(sections).toHaveLength(design.sections.length);
  });
});

describe('scipy.signal.sosfiltfilt', () => {
  it.each(filters.filtered)('order $order, $lowHz to $highHz Hz, samples $from to $to', (design) => {
    const sections = butterworthBandPass(design.order, design.lowHz, design.highHz, 360);
    const filtered = filterZeroPhase(sections, raw.subarray(design.from, design.to));
    expect(relativeError(filtered, design.filtered)).toBeLessThan(TOLERANCE);
  });
});

describe('scipy.signal.resample_poly', () => {
  it.each(resampling.cases)('$fromHz to $toHz Hz, samples $from to $to', ({ fromHz, toHz, from, to, resampled }) => {
    const ours = resample(raw.subarray(from, to), rateRatio(fromHz, toHz));
    expect(relativeError(ours, resampled)).toBeLessThan(TOLERANCE);
  });
});
