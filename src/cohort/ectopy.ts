/** When the ectopic beats of one patient come: their timing, their share of the beats, and the company that they keep. */

import type { Random } from '../domain/random';
import type { EctopyDistributions, MeasuredDistributions } from './distributions';
import { clamp } from './heart-rate';
import { drawJointly, quantileAt } from './joint-distribution';
import type { EctopicClass, Profile } from './roster';

export interface Ectopy {
  readonly ectopicClass: EctopicClass;
  /** Chance that a conducted beat is followed by the first of a group. */
  readonly onset: number;
  /** Chances that the next beat, or the next but one, is of the class again. */
  readonly repeats: number;
  readonly alternates: number;
  readonly interpolates: number;
  /** Interval before and after, relative to the sinus interval; drawn anew for each beat. */
  drawCoupling(random: Random): number;
  drawPause(random: Random): number;
  /** Coupling and pause together: 2 keeps the sinus node in step. */
  readonly whole: number;
}

/** More of one class than this would make the ectopic rhythm the patient's own. */
const LARGEST_SHARE = 0.4;
const LONGEST_COMPANY = 0.8;

export function drawEctopies(profile: Profile, measured: MeasuredDistributions, random: Random): Ectopy[] {
  return profile.ectopic.map((ectopicClass) =>
    drawEctopy(ectopicClass, measured.ectopy[ectopicClass], profile, random),
  );
}

function drawEctopy(
  ectopicClass: EctopicClass,
  { timing, shares, company }: EctopyDistributions,
  { typicality, ectopicQuantiles: [low, high] }: Profile,
  random: Random,
): Ectopy {
  const times = drawJointly(timing, random, typicality);
  const mates = drawJointly(company, random, typicality);
  const share = Math.min(LARGEST_SHARE, quantileAt(shares, low + (high - low) * random.uniform()));
  const whole = mates('repeats') + mates('alternates');
  const shrink = whole > LONGEST_COMPANY ? LONGEST_COMPANY / whole : 1;
  const repeats = mates('repeats') * shrink;
  const alternates = mates('alternates') * shrink;
  const around = (centre: number, spread: number, random: Random) =>
    centre + spread * clamp(random.normal(), -2.5, 2.5);
  return {
    ectopicClass,
    onset: onsetFor(share, repeats, alternates),
    repeats,
    alternates,
    interpolates: times('interpolatedShare'),
    whole: times('whole'),
    drawCoupling: (each) => around(times('coupling'), times('couplingSpread'), each),
    drawPause: (each) => around(times('pause'), times('pauseSpread'), each),
  };
}

/**
 * The chance of an onset after a conducted beat that makes the class `share` of all beats. A group has 1 / (1 - repeats -
 * alternates) ectopic beats on average and `alternates` conducted ones with each of them; 1 / onset conducted beats lie
 * between groups.
 */
function onsetFor(share: number, repeats: number, alternates: number): number {
  const groupSize = 1 / (1 - repeats - alternates);
  const between = groupSize * (1 / share - 1 - alternates);
  return clamp(1 / Math.max(between, 1), 0, 0.5);
}
