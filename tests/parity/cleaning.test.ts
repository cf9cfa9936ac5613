import { describe, expect, it } from 'vitest';
import { removeBaseline } from '../../src/signals/baseline';
import { notchFilter } from '../../src/signals/notch';
import { runningMedian } from '../../src/signals/running-median';
import { filterZeroPhase } from '../../src/signals/zero-phase';
import { bridgedMillivolts, golden, relativeError, TOLERANCE } from './golden-numbers';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const { notches, medians, baselines } = golden<{
  notches: readonly (Stretch & {
    notchHz: number;
    samplingRateHz: number;
    quality: number;
    section: number[];
    filtered: number[];
  })[];
  medians: readonly (Stretch & { length: number; median: number[] })[];
  baselines: readonly (Stretch & { samplingRateHz: number; without: number[] })[];
}>('cleaning');

const raw = bridgedMillivolts();

describe('scipy.signal.iirnotch and filtfilt', () => {
  it.each(notches)('$notchHz Hz at $samplingRateHz Hz, quality $quality', (notch) => {
    const section = notchFilter(notch.notchHz, notch.samplingRateHz, notch.quality);
    expect(relativeError(section, notch.section)).toBeLessThan(TOLERANCE);
    const filtered = filterZeroPhase(section, raw.subarray(notch.from, notch.to));
    expect(relativeError(filtered, notch.filtered)).toBeLessThan(TOLERANCE);
  });
});

describe('scipy.ndimage.median_filter, nearest', () => {
  it.each(medians)('$length samples, $from to $to', ({ length, from, to, median }) => {
    expect([...runningMedian(raw.subarray(from, to), length)]).toEqual(median);
  });

  it.each(baselines)('without its baseline, two medians in a row, $samplingRateHz Hz', (baseline) => {
    const without = removeBaseline(raw.subarray(baseline.from, baseline.to), baseline.samplingRateHz);
    expect(relativeError(without, baseline.without)).toBeLessThan(TOLERANCE);
  });
});
