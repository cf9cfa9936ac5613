/**
 * The built-in cohort: virtual patients whose every number is drawn from what was measured on MIT-BIH. The same options
 * give the same recordings. They are synthetic and say so.
 */

import { beatClassOf } from '../domain/beat-class';
import { createRandom, deriveSeed, type Random } from '../domain/random';
import type { Lead, Recording } from '../domain/recording';
import { annotationsOf, type PlacedBeat } from './annotate';
import { MEASURED } from './distributions';
import { drawEctopies } from './ectopy';
import { createHeartRate, type HeartRate } from './heart-rate';
import { type Heartbeat, heartbeatOf } from './heartbeat';
import { addFibrillatoryWaves, addNoise } from './noise';
import { type PlannedBeat, planRhythm } from './rhythm';
import { type Profile, profileOf } from './roster';
import { drawShapes } from './shapes';
import { addHeartbeats, type LeadPair, rPeakSample } from './synthesis';
import { createVariation } from './variation';

export interface CohortOptions {
  readonly seed: number;
  readonly patients: number;
  readonly secondsEach: number;
}

/** What the lab opens with. */
export const BUILTIN_COHORT: CohortOptions = { seed: 63, patients: 24, secondsEach: 120 };

/** As in MIT-BIH: 11 bits over 10 mV. */
const SAMPLING_RATE_HZ = 360;
const GAIN = 200;
const BASELINE = 1024;
const LARGEST_DIGITAL = 2047;
const LEAD_NAMES = ['MLII', 'V1'] as const;

/** Every patient of the cohort, `P01` first. */
export function generateCohort(options: CohortOptions): Recording[] {
  return Array.from({ length: options.patients }, (_, index) => generatePatient({ ...options, index }));
}

/** One patient, alone the same as within the cohort: each is drawn from a seed of its own. */
export function generatePatient({ seed, secondsEach, index }: CohortOptions & { readonly index: number }): Recording {
  const profile = profileOf(index);
  const stream = (name: string): Random => createRandom(deriveSeed(seed, 'cohort', index, name));
  const heart = createHeartRate(profile, MEASURED, stream('heart rate'));
  const shapes = drawShapes(profile, MEASURED, stream('shapes'));
  const plan = planBeats(profile, heart, secondsEach, stream);
  const patient = {
    conduction: profile.conduction,
    shapes,
    vary: createVariation(profile, heart, MEASURED, stream('variation')),
    fusionShares: MEASURED.fusionShares,
    random: stream('beats'),
  };
  const heartbeats = plan.map((beat) => heartbeatOf(beat, patient));

  const sampleCount = Math.round(secondsEach * SAMPLING_RATE_HZ);
  const leads: LeadPair = [new Float64Array(sampleCount), new Float64Array(sampleCount)];
  addHeartbeats(leads, SAMPLING_RATE_HZ, heartbeats);
  if (profile.rhythm === 'fibrillation') addFibrillatoryWaves(leads, SAMPLING_RATE_HZ, stream('atria'));
  addNoise(leads, SAMPLING_RATE_HZ, profile, heart, MEASURED, stream('noise'));

  const name = `P${String(index + 1).padStart(2, '0')}`;
  return {
    id: `builtin/${name}`,
    name,
    format: 'synthetic',
    subject: `builtin/${name}`,
    synthetic: true,
    leads: leads.map((millivolts, lead) => digitised(LEAD_NAMES[lead as 0 | 1], millivolts)),
    annotationRateHz: SAMPLING_RATE_HZ,
    annotations: annotationsOf(placed(heartbeats, sampleCount), profile.rhythm === 'sinus' ? '(N' : '(AFIB'),
    warnings: [],
  };
}

/** A patient of whom the roster says that she has a class should have this many beats of it. */
const FEWEST_OF_CLASS = 5;
const ATTEMPTS = 60;

/** The first of several rhythms with enough beats of each of the patient's classes, else the one that comes nearest. */
function planBeats(
  profile: Profile,
  heart: HeartRate,
  seconds: number,
  stream: (name: string) => Random,
): PlannedBeat[] {
  const ectopies = drawEctopies(profile, MEASURED, stream('ectopy'));
  const rarest = (plan: readonly PlannedBeat[]) =>
    Math.min(...profile.ectopic.map((each) => plan.filter(({ origin }) => origin === each).length));
  let best = planRhythm(seconds, heart, ectopies, stream('rhythm 0'));
  for (let attempt = 1; attempt < ATTEMPTS && rarest(best) < FEWEST_OF_CLASS; attempt++) {
    const plan = planRhythm(seconds, heart, ectopies, stream(`rhythm ${attempt}`));
    if (rarest(plan) > rarest(best)) best = plan;
  }
  return best;
}

function placed(heartbeats: readonly Heartbeat[], sampleCount: number): PlacedBeat[] {
  const beats: PlacedBeat[] = [];
  for (const heartbeat of heartbeats) {
    const sample = rPeakSample(heartbeat, SAMPLING_RATE_HZ, sampleCount);
    if (sample !== null && beatClassOf(heartbeat.symbol)) beats.push({ sample, symbol: heartbeat.symbol });
  }
  return beats;
}

function digitised(name: string, millivolts: Float64Array): Lead {
  const digital = new Int16Array(millivolts.length);
  for (let sample = 0; sample < digital.length; sample++) {
    const value = Math.round((millivolts[sample] as number) * GAIN) + BASELINE;
    digital[sample] = Math.min(LARGEST_DIGITAL, Math.max(0, value));
  }
  return {
    name,
    samplingRateHz: SAMPLING_RATE_HZ,
    unit: 'mV',
    digital,
    gain: GAIN,
    baseline: BASELINE,
    missing: null,
    checksum: 'none',
  };
}
