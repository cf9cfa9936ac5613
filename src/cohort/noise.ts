/** What an electrode adds to a heart: baseline wander, muscle noise, mains hum, bursts, and in fibrillation the atria. */

import type { Random } from '../domain/random';
import type { MeasuredDistributions } from './distributions';
import { clamp, type HeartRate } from './heart-rate';
import { drawJointly } from './joint-distribution';
import type { Profile } from './roster';
import type { LeadPair } from './synthesis';

const MAINS_HZ = 60;
/** Share of the wander's variance that is breathing; the rest moves slowly and at random. */
const BREATH_SHARE = 0.4;
/** The slow part forgets itself within about this time. */
const WANDER_SECONDS = 2.5;
const BURST_SECONDS = [0.6, 3] as const;
/** Skin stretched under an electrode: a jump of the baseline that decays. */
const MOTION_SECONDS = 0.35;
const MOTIONS_PER_BURST = 0.7;

export function addNoise(
  leads: LeadPair,
  samplingRateHz: number,
  profile: Profile,
  heart: HeartRate,
  measured: MeasuredDistributions,
  random: Random,
): void {
  const level = drawJointly(measured.noise, random, profile.typicality);
  const mainsPhase = 2 * Math.PI * random.uniform();
  leads.forEach((lead, index) => {
    const seconds = lead.length / samplingRateHz;
    const loudness = muscleLoudness(
      lead.length,
      samplingRateHz,
      level('burst') / level('muscle'),
      level('burstShare'),
      random,
    );
    addWander(
      lead,
      samplingRateHz,
      profile.noise * level('wander'),
      (time) => heart.breath(time - 0.4 * index),
      random,
    );
    addMuscle(lead, profile.noise * level('muscle'), loudness, random);
    addMains(lead, samplingRateHz, profile.noise * level('mains') * (0.5 + random.uniform()), mainsPhase);
    const motions = (MOTIONS_PER_BURST * (level('burstShare') * seconds)) / BURST_SECONDS[1];
    addMotion(lead, samplingRateHz, motions, profile.noise * 3 * level('wander'), random);
  });
}

/** Breathing and a random walk on a leash, of standard deviation `deviation` together. */
function addWander(
  lead: Float64Array,
  samplingRateHz: number,
  deviation: number,
  breath: (seconds: number) => number,
  random: Random,
): void {
  const step = Math.round(samplingRateHz / 20);
  const keep = Math.exp(-step / samplingRateHz / WANDER_SECONDS);
  const knots = Math.ceil(lead.length / step) + 3;
  const walk = new Float64Array(knots);
  let state = random.normal();
  for (let knot = 0; knot < knots; knot++) {
    state = keep * state + Math.sqrt(1 - keep * keep) * random.normal();
    walk[knot] = state;
  }
  smooth(walk, 4);
  const slowGain = (deviation * Math.sqrt(1 - BREATH_SHARE)) / standardDeviation(walk);
  const breathGain = deviation * Math.sqrt(BREATH_SHARE);
  walk.forEach((value, knot) => {
    walk[knot] = slowGain * value + breathGain * breath((knot * step) / samplingRateHz);
  });
  for (let knot = 0; knot * step < lead.length; knot++) addSpline(lead, walk, knot, step);
}

/** One knot's stretch of the Catmull-Rom spline through `values`, `step` samples apart. */
function addSpline(lead: Float64Array, values: Float64Array, knot: number, step: number): void {
  const at = (offset: number) => values[clamp(knot + offset, 0, values.length - 1)] as number;
  const [before, here, next, after] = [at(-1), at(0), at(1), at(2)];
  const cubic = 3 * (here - next) + after - before;
  const square = 2 * before - 5 * here + 4 * next - after;
  const to = Math.min(lead.length, (knot + 1) * step);
  for (let sample = knot * step; sample < to; sample++) {
    const fraction = sample / step - knot;
    const bend = next - before + fraction * (square + fraction * cubic);
    lead[sample] = (lead[sample] as number) + here + 0.5 * fraction * bend;
  }
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Forward and backward exponential smoothing over about `length` values: a walk without corners. */
function smooth(values: Float64Array, length: number): void {
  const keep = Math.exp(-1 / length);
  for (let index = 1; index < values.length; index++) {
    values[index] = keep * (values[index - 1] as number) + (1 - keep) * (values[index] as number);
  }
  for (let index = values.length - 2; index >= 0; index--) {
    values[index] = keep * (values[index + 1] as number) + (1 - keep) * (values[index] as number);
  }
}

/** `[sample]` factor on the muscle noise: 1, and in bursts up to `loudest`. */
function muscleLoudness(
  length: number,
  samplingRateHz: number,
  loudest: number,
  share: number,
  random: Random,
): Float64Array {
  const loudness = new Float64Array(length).fill(1);
  let left = share * length;
  while (left > 0) {
    const burst = Math.round(
      samplingRateHz * (BURST_SECONDS[0] + random.uniform() * (BURST_SECONDS[1] - BURST_SECONDS[0])),
    );
    if (random.uniform() * burst > left) break;
    const start = random.integer(Math.max(1, length - burst));
    for (let sample = 0; sample < burst && start + sample < length; sample++) {
      const rise = Math.sin((Math.PI * sample) / burst) ** 2;
      loudness[start + sample] = Math.max(loudness[start + sample] as number, 1 + (loudest - 1) * rise);
    }
    left -= burst;
  }
  return loudness;
}

/** White noise through a first difference and a one-pole low-pass: most power between 15 and 90 Hz at 360 samples a second. */
function addMuscle(lead: Float64Array, deviation: number, loudness: Float64Array, random: Random): void {
  const pole = 0.45;
  const zero = 0.85;
  // Variance of the filtered noise for input variance 1: sum of the squared impulse response.
  const power = 1 + (pole - zero) ** 2 / (1 - pole * pole);
  const gain = deviation / Math.sqrt(power);
  const white = whiteNoise(lead.length, random);
  let last = 0;
  let filtered = 0;
  for (let sample = 0; sample < lead.length; sample++) {
    const next = white[sample] as number;
    filtered = pole * filtered + next - zero * last;
    last = next;
    lead[sample] = (lead[sample] as number) + gain * filtered * (loudness[sample] as number);
  }
}

/**
 * Nearly normal samples of variance 1: the sum of the four bytes of one random word. Noise is most of the work of a
 * patient, and after the filter nobody could tell it from sums of logarithms and cosines.
 */
function whiteNoise(length: number, random: Random): Float64Array {
  const noise = new Float64Array(length);
  const spread = 1 / Math.sqrt((4 * (256 ** 2 - 1)) / 12);
  for (let sample = 0; sample < length; sample++) {
    const word = (random.uniform() * 2 ** 32) >>> 0;
    const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
    noise[sample] = spread * (sum - 510);
  }
  return noise;
}

function addMains(lead: Float64Array, samplingRateHz: number, amplitude: number, phase: number): void {
  const turn = (2 * Math.PI * MAINS_HZ) / samplingRateHz;
  // sin(a + turn) = 2 cos(turn) sin(a) - sin(a - turn): no sine a sample.
  const factor = 2 * Math.cos(turn);
  let last = amplitude * Math.sin(phase - turn);
  let now = amplitude * Math.sin(phase);
  for (let sample = 0; sample < lead.length; sample++) {
    lead[sample] = (lead[sample] as number) + now;
    [last, now] = [now, factor * now - last];
  }
}

function addMotion(lead: Float64Array, samplingRateHz: number, expected: number, height: number, random: Random): void {
  const count = Math.floor(expected + random.uniform());
  for (let motion = 0; motion < count; motion++) {
    const start = random.integer(lead.length);
    const jump = height * random.normal();
    const reach = Math.min(lead.length, start + Math.round(6 * MOTION_SECONDS * samplingRateHz));
    for (let sample = start; sample < reach; sample++) {
      const time = (sample - start) / samplingRateHz / MOTION_SECONDS;
      lead[sample] = (lead[sample] as number) + jump * 4 * time * Math.exp(-2 * time);
    }
  }
}

const FIBRILLATION_HZ = [4.5, 8] as const;

/** Fibrillatory waves: a sinusoid with one overtone whose frequency and height wander; larger in V1, which lies nearer. */
export function addFibrillatoryWaves([main, second]: LeadPair, samplingRateHz: number, random: Random): void {
  const hz = FIBRILLATION_HZ[0] + random.uniform() * (FIBRILLATION_HZ[1] - FIBRILLATION_HZ[0]);
  const height = 0.025 + 0.035 * random.uniform();
  let phase = 2 * Math.PI * random.uniform();
  let pace = 0;
  let swell = 0;
  for (let sample = 0; sample < main.length; sample++) {
    if (sample % 36 === 0) {
      pace = 0.9 * pace + 0.1 * random.normal();
      swell = 0.95 * swell + 0.1 * random.normal();
    }
    phase += (2 * Math.PI * hz * (1 + pace)) / samplingRateHz;
    const wave = height * (1 + swell) * (Math.sin(phase) + 0.4 * Math.sin(2 * phase + 0.7));
    main[sample] = (main[sample] as number) + wave;
    second[sample] = (second[sample] as number) + 1.3 * wave;
  }
}
