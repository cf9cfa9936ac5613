/** A lead of hours, conditioned where it is looked at. */

import type { ConditioningSpec } from '../domain/experiment';
import type { Lead } from '../domain/recording';
import type { ConditionedLead } from '../domain/representation';
import type { SampleSlices } from '../domain/sample-slices';
import { createSpanFilter } from './filtered-span';
import { createResampler, positionsAtRate, rateRatio, resamplerReach } from './resample';

const BLOCK_SECONDS = 2;
/** Conditioned along with what is asked for, because a wider window or the frames at its edges are asked for next. */
const GUARD_SECONDS = 1;
/** Blocks that are kept: 16 MB at 256 Hz. */
const MOST_BLOCKS = 4096;

/**
 * As `conditionLead`, but each block of the signal is made when it is first asked for, from as much of the lead around it as
 * the filters remember: its numbers are those of the whole within 1e-10 mV. A beat of a day costs half a minute of
 * filtering, and a day of numbers never lies in memory.
 *
 * @throws LabError as `conditionLead`.
 */
export function conditionLeadInPieces(
  lead: Lead,
  rPeakSamples: ArrayLike<number>,
  annotationRateHz: number,
  spec: ConditioningSpec,
): ConditionedLead {
  const rPeaks = positionsAtRate(rPeakSamples, annotationRateHz, spec.workingRateHz);
  return { samples: slicesOf(lead, spec), samplingRateHz: spec.workingRateHz, rPeaks, centres: rPeaks };
}

function slicesOf(lead: Lead, spec: ConditioningSpec): SampleSlices {
  const { length, block, make } = createPieces(lead, spec);
  const guard = Math.round(GUARD_SECONDS * spec.workingRateHz);
  const kept = new Map<number, Float64Array>();
  /** Makes what is missing of these blocks in one piece, for the margins cost more than the blocks. */
  const provide = (first: number, end: number): void => {
    let [from, to] = [first, end];
    while (from < to && kept.has(from)) from += 1;
    while (to > from && kept.has(to - 1)) to -= 1;
    if (from === to) return;
    const piece = make(from, to);
    for (let at = from; at < to; at++) {
      // What was given once stays the same to the last bit.
      if (!kept.has(at)) kept.set(at, piece.slice((at - from) * block, (at + 1 - from) * block));
    }
  };
  return {
    length,
    subarray(from, to) {
      const first = Math.floor(Math.max(0, from - guard) / block);
      const end = Math.ceil(Math.min(length, to + guard) / block);
      provide(first, end);
      const joined = new Float64Array((end - first) * block);
      for (let at = first; at < end; at++) joined.set(kept.get(at) as Float64Array, (at - first) * block);
      forgetOldest(kept, MOST_BLOCKS);
      return joined.subarray(from - first * block, to - first * block);
    },
  };
}

function forgetOldest(kept: Map<number, unknown>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}

interface Pieces {
  /** Samples of the whole at the working rate, and of a block. */
  readonly length: number;
  readonly block: number;
  /** Samples of the blocks `[first, end)`. */
  readonly make: (first: number, end: number) => Float64Array;
}

function createPieces(lead: Lead, spec: ConditioningSpec): Pieces {
  const ratio = rateRatio(lead.samplingRateHz, spec.workingRateHz);
  const { up, down } = ratio;
  const { filter, margin } = createSpanFilter(lead, spec);
  const resample = createResampler(ratio);
  // Whole periods, after which an output falls on an input again: a piece is counted from there.
  const blockPeriods = Math.ceil((BLOCK_SECONDS * spec.workingRateHz) / up);
  const marginPeriods = Math.ceil((margin + resamplerReach(ratio)) / down);
  const length = Math.ceil((lead.digital.length * up) / down);
  const block = blockPeriods * up;
  return {
    length,
    block,
    make(first, end) {
      const fromPeriod = Math.max(0, first * blockPeriods - marginPeriods);
      const toInput = Math.min(lead.digital.length, (end * blockPeriods + marginPeriods) * down);
      const from = fromPeriod * up;
      return resample(filter(fromPeriod * down, toInput), first * block - from, Math.min(length, end * block) - from);
    },
  };
}
