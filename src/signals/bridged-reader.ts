/** A signal in slices, its gaps bridged as they are in the whole. */

import type { SampleSlices } from '../domain/sample-slices';

export interface BridgedReader {
  /** The first sample that is not missing; undefined where all are. */
  readonly firstPresent: number | undefined;
  /**
   * Fills `window` with the samples from `from` on. A missing one lies on the straight line between its neighbours, however
   * far outside the window these are, as `bridgeMissingSamples` lays it; 0 where all are missing. Beyond either end of the
   * signal its last sample is held.
   */
  read(from: number, window: Float64Array): void;
}

/** Samples that are asked for at a time: the copy of them is small, and soon used again. */
const SLICE = 16_384;

interface Line {
  /** Places of the samples on either side of a gap, just outside of the signal where there is none. */
  readonly left: number;
  readonly right: number;
  readonly from: number;
  readonly to: number;
}

export function createBridgedReader(samples: SampleSlices): BridgedReader {
  const last = samples.length - 1;
  const valueAt = (index: number): number | undefined =>
    index < 0 || index > last ? undefined : samples.subarray(index, index + 1)[0];
  let line: Line = { left: 0, right: 0, from: 0, to: 0 };
  const bridged = (index: number): number => {
    if (index <= line.left || index >= line.right) {
      const [left, right] = [presentBefore(samples, index), presentFrom(samples, index)];
      const from = valueAt(left) ?? valueAt(right) ?? 0;
      line = { left, right, from, to: valueAt(right) ?? from };
    }
    return line.from + ((line.to - line.from) * (index - line.left)) / (line.right - line.left);
  };
  const readSlice = (from: number, window: Float64Array): void => {
    const held = (index: number): number => Math.min(last, Math.max(0, index));
    const first = held(from);
    const there = samples.subarray(first, held(from + window.length - 1) + 1);
    for (let offset = 0; offset < window.length; offset++) {
      const index = held(from + offset);
      const sample = there[index - first] as number;
      window[offset] = Number.isFinite(sample) ? sample : bridged(index);
    }
  };
  return {
    firstPresent: valueAt(presentFrom(samples, 0)),
    read(from, window) {
      for (let at = 0; at < window.length; at += SLICE) readSlice(from + at, window.subarray(at, at + SLICE));
    },
  };
}

/** The first place from `index` on whose sample is not missing; the length where there is none. */
function presentFrom(samples: SampleSlices, index: number): number {
  for (let from = index; from < samples.length; from += SLICE) {
    const found = samples.subarray(from, Math.min(samples.length, from + SLICE)).findIndex(Number.isFinite);
    if (found >= 0) return from + found;
  }
  return samples.length;
}

/** The last place before `index` whose sample is not missing; -1 where there is none. */
function presentBefore(samples: SampleSlices, index: number): number {
  for (let to = index; to > 0; to -= SLICE) {
    const from = Math.max(0, to - SLICE);
    const searched = samples.subarray(from, to);
    for (let at = searched.length - 1; at >= 0; at--) if (Number.isFinite(searched[at])) return from + at;
  }
  return -1;
}
