/** The stretch of signal around an R peak, or around the middle of a longer window, that a representation sees. */

import type { Axis, ParameterDescriptor, ParameterValues } from '../domain/representation';
import type { SampleSlices } from '../domain/sample-slices';
import { numberParameter } from './parameters';

export const BEAT_WINDOW_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'windowSeconds',
    label: 'Window',
    why: 'How much signal around the R peak is seen. Longer takes in the neighbouring beats; shorter may cut the T wave off.',
    unit: 's',
    minimum: 0.5,
    maximum: 2,
    step: 0.1,
    initial: 1,
  },
  {
    kind: 'number',
    key: 'beforePercent',
    label: 'Before the R peak',
    why: 'The share of the window that lies before the R peak: the P wave needs about 0.2 s, the T wave after it about 0.5 s.',
    unit: '%',
    minimum: 20,
    maximum: 80,
    step: 5,
    initial: 40,
  },
];

/** A window of another length, seen from its middle. */
export function aroundTheMiddle(windowSeconds: number): ParameterValues {
  return { windowSeconds, beforePercent: 50 };
}

export interface BeatWindow {
  /** Samples. */
  readonly length: number;
  /** Samples of them before the R peak. */
  readonly before: number;
}

export function beatWindowOf(parameters: ParameterValues, samplingRateHz: number): BeatWindow {
  const length = Math.round(numberParameter(parameters, 'windowSeconds') * samplingRateHz);
  return { length, before: Math.round((length * numberParameter(parameters, 'beforePercent')) / 100) };
}

/**
 * First sample of the window. The R peak is taken at its nearest sample: a shift by the fraction would need an interpolation,
 * which costs more of the waveform than the half sample (2 ms at 256 Hz) costs in alignment, less than annotators agree to.
 */
export function windowStart(rPeak: number, { before }: BeatWindow): number {
  return Math.round(rPeak) - before;
}

/** Copies `samples[from, from + length)` to the start of `out`, repeating the edge samples beyond the signal's ends. */
export function cutSegment(samples: SampleSlices, from: number, length: number, out: Float64Array): void {
  const held = (index: number): number => Math.min(samples.length - 1, Math.max(0, index));
  const first = held(from);
  const there = samples.subarray(first, held(from + length - 1) + 1);
  if (there.length === length) out.set(there);
  else for (let index = 0; index < length; index++) out[index] = there[held(from + index) - first] as number;
}

/** Time of positions (in samples) within the window, from the R peak or the middle of a longer window. */
export function timeAxis(positions: ArrayLike<number>, { before }: BeatWindow, samplingRateHz: number): Axis {
  const values = Float64Array.from(positions, (position) => (position - before) / samplingRateHz);
  return { label: 'time', unit: 's', values };
}
