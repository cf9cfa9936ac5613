/**
 * Two moving averages: one as long as a QRS complex, one as long as a beat. Where the short one is above the long one for
 * as long as a QRS complex lasts, there is one (Elgendi, PLoS ONE 8(9), 2013, e73557; band, windows and offset are the optimum
 * that is quoted from the paper, the filter's order is ours).
 */

import type { SampleSlices } from '../../domain/sample-slices';
import { butterworthBandPass } from '../butterworth';
import { settlingSamples } from '../settling';
import { filterZeroPhase } from '../zero-phase';
import { DETECTION_RATE_HZ, SECTION_SAMPLES, sectionsOf } from './sections';

const LOW_HZ = 8;
const HIGH_HZ = 20;
const FILTER_ORDER = 2;
const QRS_SAMPLES = Math.round(0.097 * DETECTION_RATE_HZ);
const BEAT_SAMPLES = Math.round(0.611 * DETECTION_RATE_HZ);
/** Share of the mean energy by which the short average must be above the long one. */
const OFFSET = 0.08;
/**
 * The paper takes the mean energy of the whole recording. Here it is that of the 10 s around, so that an artefact in one
 * hour of a day does not hide the beats of the others.
 */
const MEAN_SAMPLES = 10 * DETECTION_RATE_HZ;
/** Of two blocks that are nearer the stronger stays: no ventricle beats sooner (Pan & Tompkins 1985; not in the paper). */
const REFRACTORY_SAMPLES = 0.2 * DETECTION_RATE_HZ;
const BAND_PASS = butterworthBandPass(FILTER_ORDER, LOW_HZ, HIGH_HZ, DETECTION_RATE_HZ);
/**
 * What a section must know of its neighbours: half of the mean's window, and the 2 s after which the band-pass, forward or
 * backward, remembers nothing of where it began, to the last place of a number.
 */
const MARGIN = MEAN_SAMPLES / 2 + settlingSamples(BAND_PASS, Number.EPSILON);

/** `[beat]` where the QRS complexes are strongest in the 8-20 Hz band, sample numbers at `DETECTION_RATE_HZ`. */
export function elgendi(lead: SampleSlices, samplingRateHz: number, sectionSamples = SECTION_SAMPLES): number[] {
  const beats: number[] = [];
  let lastEnergy = 0;
  for (const { samples, from, rounding } of sectionsOf(lead, samplingRateHz, MARGIN, sectionSamples)) {
    const energy = filterZeroPhase(BAND_PASS, samples).map((value) => (Math.abs(value) > rounding ? value * value : 0));
    for (const strongest of blocksOfInterest(energy)) {
      if (strongest < MARGIN || strongest >= energy.length - MARGIN) continue;
      const at = from + strongest - MARGIN;
      const isTwin = at - (beats.at(-1) ?? Number.NEGATIVE_INFINITY) < REFRACTORY_SAMPLES;
      if (isTwin && (energy[strongest] as number) <= lastEnergy) continue;
      if (isTwin) beats.pop();
      beats.push(at);
      lastEnergy = energy[strongest] as number;
    }
  }
  return beats;
}

/** The strongest sample of every block that is long enough for a QRS complex. */
function* blocksOfInterest(energy: Float64Array): Generator<number> {
  const sums = runningSums(energy);
  let start = -1;
  for (let index = 0; index <= energy.length; index++) {
    const threshold = meanAround(sums, index, BEAT_SAMPLES) + OFFSET * meanAround(sums, index, MEAN_SAMPLES);
    const isAbove = index < energy.length && meanAround(sums, index, QRS_SAMPLES) > threshold;
    if (isAbove && start < 0) start = index;
    if (isAbove || start < 0) continue;
    if (index - start >= QRS_SAMPLES) yield strongestOf(energy, start, index);
    start = -1;
  }
}

function strongestOf(energy: Float64Array, from: number, to: number): number {
  let strongest = from;
  for (let index = from; index < to; index++) {
    if ((energy[index] as number) > (energy[strongest] as number)) strongest = index;
  }
  return strongest;
}

/** `[sample + 1]` the sum of all samples before. */
function runningSums(samples: Float64Array): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  for (let index = 0; index < samples.length; index++) {
    sums[index + 1] = (sums[index] as number) + (samples[index] as number);
  }
  return sums;
}

/** Mean of `length` samples centred at `index`; what lies beyond the ends counts as 0. */
function meanAround(sums: Float64Array, index: number, length: number): number {
  const from = Math.max(0, index - (length >> 1));
  const to = Math.min(sums.length - 1, index - (length >> 1) + length);
  return ((sums[to] as number) - (sums[from] as number)) / length;
}
