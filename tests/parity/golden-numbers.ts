/** The numbers that golden.py wrote, and how far ours are from them. */

import { readFileSync } from 'node:fs';
import type { Lead } from '../../src/domain/recording';
import { physicalSamples } from '../../src/domain/recording';
import { bridgeMissingSamples } from '../../src/signals/missing-samples';

/** What every number of ours must keep to. */
export const TOLERANCE = 1e-9;

export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8')) as T;
}

interface GoldenLead {
  readonly samplingRateHz: number;
  readonly gain: number;
  readonly baseline: number;
  readonly missing: number;
  readonly rPeaks: readonly number[];
  readonly digital: readonly number[];
}

export const goldenLead = golden<GoldenLead>('lead');

/** The lead as a reader would return it. */
export const storedLead: Lead = {
  name: 'MLII',
  unit: 'mV',
  checksum: 'none',
  ...goldenLead,
  digital: Int16Array.from(goldenLead.digital),
};

/** `[sample]` millivolts, the gap bridged: the input of the cases that are no pipeline. */
export function bridgedMillivolts(): Float64Array {
  const samples = physicalSamples(storedLead);
  bridgeMissingSamples(samples);
  return samples;
}

/** Largest absolute difference; relative to the largest expected magnitude. NaN where lengths differ or a number is none. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  return absoluteError(actual, expected) / Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
}

/** Largest absolute difference: for decibels and other numbers that are around 1 by themselves. */
export function absoluteError(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.NaN;
  return expected.reduce((worst, value, index) => Math.max(worst, Math.abs((actual[index] as number) - value)), 0);
}
