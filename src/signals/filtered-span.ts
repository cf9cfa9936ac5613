/** Millivolts of a lead without baseline, hum and what lies outside of its band: all of it, or a span. */

import type { ConditioningSpec } from '../domain/experiment';
import type { Lead } from '../domain/recording';
import { physicalSlices } from '../domain/sample-slices';
import { BASELINE_REACH_SECONDS, removeBaseline } from './baseline';
import { createBridgedReader } from './bridged-reader';
import { butterworthBandPass, type SecondOrderSections } from './butterworth';
import { checkFilters, checkLength, emptyLead, millivoltsPerUnit } from './lead-checks';
import { notchFilter } from './notch';
import { settlingSamples } from './settling';
import { edgeSamples, filterZeroPhase, filterZeroPhaseWithin } from './zero-phase';

export interface SpanFilter {
  /**
   * `[sample]` samples `[from, to)` at the lead's own rate, as if the lead began and ended there: gaps bridged (from what lies
   * beyond as well), without the baseline and the mains where the spec says so, band-passed without delay.
   */
  filter(from: number, to: number): Float64Array;
  /** Samples on either side after which nothing is left of a beginning that is none: what a span needs beyond its own. */
  readonly margin: number;
}

/**
 * What a filter still remembers of a wrong beginning counts as nothing when it has faded to this share: a unit in the last
 * place of a number, so that a step of a volt in front of the margin is below a femtovolt behind it.
 */
const FADED = Number.EPSILON;

/** Throws `LabError` where the lead is too short, has no sample at all, is no voltage, or cannot carry the band or the notch. */
export function createSpanFilter(lead: Lead, spec: ConditioningSpec): SpanFilter {
  checkFilters(lead, spec);
  const { samplingRateHz } = lead;
  const bandPass = butterworthBandPass(spec.order, spec.lowHz, spec.highHz, samplingRateHz);
  const notch = spec.notchHz ? notchFilter(spec.notchHz, samplingRateHz) : null;
  const edge = edgeSamples(bandPass);
  checkLength(lead, edge + 1);
  const factor = millivoltsPerUnit(lead);
  const { read, firstPresent } = createBridgedReader(physicalSlices(lead));
  if (firstPresent === undefined) throw emptyLead(lead);
  return {
    filter(from, to) {
      const room = new Float64Array(to - from + 2 * edge);
      const samples = room.subarray(edge, room.length - edge);
      read(from, samples);
      if (factor !== 1)
        for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] as number) * factor;
      // The medians follow no hum, and a notch would ring at a step of the level.
      if (spec.baseline === 'median') samples.set(removeBaseline(samples, samplingRateHz));
      if (notch) samples.set(filterZeroPhase(notch, samples));
      return filterZeroPhaseWithin(bandPass, room);
    },
    margin: marginOf(bandPass, notch, spec, samplingRateHz),
  };
}

/** A wrong beginning passes the medians, then the notch, then the band-pass: their memories follow each other. */
function marginOf(
  bandPass: SecondOrderSections,
  notch: SecondOrderSections | null,
  { baseline }: ConditioningSpec,
  samplingRateHz: number,
): number {
  const medians = baseline === 'median' ? Math.ceil(BASELINE_REACH_SECONDS * samplingRateHz) : 0;
  return medians + (notch ? settlingSamples(notch, FADED) : 0) + settlingSamples(bandPass, FADED);
}
