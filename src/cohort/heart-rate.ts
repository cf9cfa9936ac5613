/**
 * The RR process. In sinus rhythm its spectrum has a slow part, a Mayer wave near 0.1 Hz and a respiratory bump (McSharry
 * et al., IEEE TBME 50(3), 2003), with powers and frequencies as measured; in atrial fibrillation it is white.
 */

import type { Random } from '../domain/random';
import type { MeasuredDistributions } from './distributions';
import { drawJointly } from './joint-distribution';
import type { Profile } from './roster';

export interface HeartRate {
  readonly meanSeconds: number;
  /** The interval that would follow a beat at `seconds` if nothing disturbed it. */
  intervalAfter(seconds: number): number;
  /** Breathing, of variance 1: it also moves the amplitudes and the baseline. */
  breath(seconds: number): number;
}

type Oscillation = (seconds: number) => number;

/** Standard deviation of the spectrum's bumps, as McSharry et al. set it. */
const BUMP_HZ = 0.01;
const LINES = 9;
/** A sinus interval beyond these factors of the mean would be a pause or a premature beat. */
const SINUS_LIMITS = [0.6, 1.5] as const;

export function createHeartRate(
  profile: Profile,
  { sinus, fibrillation }: Pick<MeasuredDistributions, 'sinus' | 'fibrillation'>,
  random: Random,
): HeartRate {
  const regular = drawJointly(sinus, random, profile.typicality);
  const breath = bump(regular('respiratoryHz'), random);
  if (profile.rhythm === 'fibrillation') {
    const irregular = drawJointly(fibrillation, random, profile.typicality);
    const deviation = irregular('relativeDeviation');
    const meanSeconds = irregular('meanSeconds');
    const intervalAfter = () => {
      const factor = Math.exp(deviation * random.normal() - deviation ** 2 / 2);
      return meanSeconds * clamp(factor, irregular('shortest'), irregular('longest'));
    };
    return { meanSeconds, intervalAfter, breath };
  }
  const slow = slowWave(random);
  const mayer = bump(regular('mayerHz'), random);
  const shares = ['slowShare', 'mayerShare', 'respiratoryShare'].map(regular);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const [slowGain, mayerGain, breathGain] = shares.map(
    (share) => regular('relativeDeviation') * Math.sqrt(share / total),
  ) as [number, number, number];
  const meanSeconds = regular('meanSeconds');
  const intervalAfter = (seconds: number) => {
    const swing = slowGain * slow(seconds) + mayerGain * mayer(seconds) + breathGain * breath(seconds);
    return meanSeconds * clamp(1 + swing, ...SINUS_LIMITS);
  };
  return { meanSeconds, intervalAfter, breath };
}

/** A narrow-band random oscillation of variance 1 around `hz`. */
function bump(hz: number, random: Random): Oscillation {
  const offsets = Array.from({ length: LINES }, (_, line) => (line - (LINES - 1) / 2) * 0.5);
  return oscillation(
    offsets.map((offset) => hz + BUMP_HZ * (offset + 0.4 * (random.uniform() - 0.5))),
    offsets.map((offset) => Math.exp(-0.5 * offset * offset)),
    random,
  );
}

/** Below the Mayer band, power as 1/f. */
function slowWave(random: Random): Oscillation {
  const frequencies = Array.from({ length: LINES }, (_, line) => 0.006 + 0.004 * (line + 0.8 * random.uniform()));
  return oscillation(
    frequencies,
    frequencies.map((hz) => 1 / hz),
    random,
  );
}

function oscillation(frequenciesHz: readonly number[], powers: readonly number[], random: Random): Oscillation {
  const total = powers.reduce((sum, power) => sum + power, 0);
  const amplitudes = powers.map((power) => Math.sqrt((2 * power) / total));
  const phases = powers.map(() => 2 * Math.PI * random.uniform());
  return (seconds) => {
    let sum = 0;
    for (let line = 0; line < frequenciesHz.length; line++) {
      const angle = 2 * Math.PI * (frequenciesHz[line] as number) * seconds + (phases[line] as number);
      sum += (amplitudes[line] as number) * Math.cos(angle);
    }
    return sum;
  };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
