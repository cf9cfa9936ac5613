/** From a lead as it was stored to the signal that every representation is cut from. */

import type { ConditioningSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { type Lead, writePhysicalSamples } from '../domain/recording';
import type { ConditionedLead } from '../domain/representation';
import { removeBaseline } from './baseline';
import { butterworthBandPass } from './butterworth';
import { bridgeMissingSamples } from './missing-samples';
import { notchFilter } from './notch';
import { positionsAtRate, rateRatio, resample } from './resample';
import { edgeSamples, filterZeroPhase, filterZeroPhaseWithin } from './zero-phase';

/** Shorter than one slow beat there is nothing to analyse, and 0.5 Hz means nothing. */
const SHORTEST_SECONDS = 1;

const MILLIVOLTS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['mv', 1],
  ['v', 1000],
  ['uv', 0.001],
  ['\u00b5v', 0.001],
  ['\u03bcv', 0.001],
  ['nv', 0.000_001],
]);

/**
 * Millivolts, gaps bridged, without the baseline and the mains where the spec says so, band-passed without delay at the
 * native rate and then resampled; `rPeakSamples` (on the annotation time base) become fractional positions at the working
 * rate. Filtered first, so that what the resampler sees has neither the offset nor the wander that would ring at the
 * recording's ends.
 *
 * @throws LabError where the lead is too short, has no sample at all, is no voltage, or cannot carry the band or the notch.
 */
export function conditionLead(
  lead: Lead,
  rPeakSamples: ArrayLike<number>,
  annotationRateHz: number,
  spec: ConditioningSpec,
): ConditionedLead {
  const rPeaks = positionsAtRate(rPeakSamples, annotationRateHz, spec.workingRateHz);
  checkBand(lead, spec);
  checkNotch(lead, spec);
  const sections = butterworthBandPass(spec.order, spec.lowHz, spec.highHz, lead.samplingRateHz);
  const edge = edgeSamples(sections);
  checkLength(lead, edge + 1);
  const room = new Float64Array(lead.digital.length + 2 * edge);
  const samples = room.subarray(edge, room.length - edge);
  writeMillivolts(lead, samples);
  clean(samples, lead, spec);
  const filtered = filterZeroPhaseWithin(sections, room);
  return {
    samples: resample(filtered, rateRatio(lead.samplingRateHz, spec.workingRateHz)),
    samplingRateHz: spec.workingRateHz,
    rPeaks,
    centres: rPeaks,
  };
}

/** In place: without baseline, then without hum: the medians follow no hum, and a notch would ring at a step of the level. */
function clean(samples: Float64Array, lead: Lead, { baseline = 'none', notchHz = 0 }: ConditioningSpec): void {
  if (baseline === 'median') samples.set(removeBaseline(samples, lead.samplingRateHz));
  if (notchHz !== 0) samples.set(filterZeroPhase(notchFilter(notchHz, lead.samplingRateHz), samples));
}

function checkNotch(lead: Lead, { notchHz = 0 }: ConditioningSpec): void {
  if (notchHz < lead.samplingRateHz / 2) return;
  throw problem(
    lead,
    'notch-frequency',
    `a notch below ${lead.samplingRateHz / 2} Hz, half of the lead's ${lead.samplingRateHz} Hz`,
    `one at ${notchHz} Hz`,
    'Switch the notch off.',
  );
}

/** Fills `samples`, and leaves no gap. */
function writeMillivolts(lead: Lead, samples: Float64Array): void {
  const factor = MILLIVOLTS_PER_UNIT.get(lead.unit.trim().toLowerCase());
  if (factor === undefined) {
    throw problem(lead, 'lead-unit', 'a voltage (mV, uV or V)', `"${lead.unit}"`, 'Choose another lead.');
  }
  writePhysicalSamples(lead, samples);
  if (bridgeMissingSamples(samples) === samples.length) {
    throw problem(
      lead,
      'lead-empty',
      'samples',
      'only missing ones',
      'Choose another lead or leave the recording out.',
    );
  }
  if (factor === 1) return;
  for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] as number) * factor;
}

function checkLength(lead: Lead, shortestForFilter: number): void {
  const shortest = Math.max(shortestForFilter, Math.ceil(SHORTEST_SECONDS * lead.samplingRateHz));
  if (lead.digital.length >= shortest) return;
  throw problem(
    lead,
    'lead-too-short',
    `at least ${shortest} samples (${(shortest / lead.samplingRateHz).toFixed(1)} s) to filter`,
    `${lead.digital.length}`,
    'Leave the recording out.',
  );
}

function checkBand(lead: Lead, { lowHz, highHz, order, workingRateHz }: ConditioningSpec): void {
  const nyquistHz = Math.min(lead.samplingRateHz, workingRateHz) / 2;
  if (Number.isInteger(order) && order >= 1 && lowHz > 0 && lowHz < highHz && highHz < nyquistHz) return;
  throw problem(
    lead,
    'band-pass-edges',
    `a band-pass of order 1 or more whose edges rise and stay below ${nyquistHz} Hz, half of the lower of the lead's ` +
      `${lead.samplingRateHz} Hz and the working rate's ${workingRateHz} Hz`,
    `order ${order} from ${lowHz} to ${highHz} Hz`,
    'Lower the upper edge, or raise the working rate if that is the lower one.',
  );
}

function problem(lead: Lead, code: string, expected: string, found: string, fix: string): LabError {
  return new LabError({ code, file: '', field: `lead ${lead.name}`, at: '', expected, found, fix });
}
