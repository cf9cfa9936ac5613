/** The sequence of beats: the sinus node, and the ectopic beats that come before it, reset it or leave it in step. */

import type { Random } from '../domain/random';
import type { Ectopy } from './ectopy';
import { clamp, type HeartRate } from './heart-rate';
import type { EctopicClass } from './roster';

export interface PlannedBeat {
  /** Of the R peak, from the start of the recording. */
  readonly seconds: number;
  /** `N` for a beat from the sinus node (or conducted in fibrillation). */
  readonly origin: 'N' | EctopicClass;
  /** The undisturbed cycle at that time. */
  readonly cycleSeconds: number;
  /** Interval before the beat, relative to the undisturbed one. */
  readonly coupling: number;
  /** How much later than in a conducted beat the sinus P wave lies; null where an ectopic beat has none of its own. */
  readonly pDelaySeconds: number | null;
}

/** No beat follows another faster: the ventricles are refractory. */
const REFRACTORY_SECONDS = 0.3;
/** An interpolated beat needs room on both sides, and the conducted beat after it is slowed a little. */
const ROOM_SECONDS = 0.4;
const CONCEALED_DELAY_SECONDS = 0.04;

export function planRhythm(
  seconds: number,
  heart: HeartRate,
  ectopies: readonly Ectopy[],
  random: Random,
): PlannedBeat[] {
  const beats: PlannedBeat[] = [];
  let now = 0.25 + 0.6 * random.uniform();
  const conduct = (at: number, cycleSeconds: number) => {
    beats.push({ seconds: at, origin: 'N', cycleSeconds, coupling: 1, pDelaySeconds: 0 });
    now = at;
  };
  conduct(now, heart.meanSeconds);
  let awaited: Ectopy | undefined;
  while (now < seconds) {
    const cycle = heart.intervalAfter(now);
    const ectopy = awaited ?? onsetOf(ectopies, random);
    awaited = undefined;
    if (!ectopy) {
      conduct(now + cycle, cycle);
      continue;
    }
    const group = groupAfter(now, cycle, ectopy, random);
    beats.push(...group.beats);
    conduct(group.nextSinus, cycle);
    awaited = group.alternates ? ectopy : undefined;
  }
  return beats.filter((beat) => beat.seconds < seconds);
}

function onsetOf(ectopies: readonly Ectopy[], random: Random): Ectopy | undefined {
  let chance = random.uniform();
  return ectopies.find(({ onset }) => {
    chance -= onset;
    return chance < 0;
  });
}

interface Group {
  readonly beats: PlannedBeat[];
  /** When the next conducted beat comes. */
  readonly nextSinus: number;
  /** Another group follows right after it: bigeminy. */
  readonly alternates: boolean;
}

/** One ectopic beat, or a run of them, after a conducted beat at `now`. */
function groupAfter(now: number, cycle: number, ectopy: Ectopy, random: Random): Group {
  const beats: PlannedBeat[] = [];
  let last = now;
  let again = true;
  let alternates = false;
  while (again) {
    const at = last + Math.max(REFRACTORY_SECONDS, ectopy.drawCoupling(random) * cycle);
    const coupling = (at - last) / cycle;
    const pDelaySeconds = ectopy.ectopicClass === 'S' || beats.length > 0 ? null : now + cycle - at;
    beats.push({ seconds: at, origin: ectopy.ectopicClass, cycleSeconds: cycle, coupling, pDelaySeconds });
    last = at;
    const fate = random.uniform();
    again = fate < ectopy.repeats;
    alternates = !again && fate < ectopy.repeats + ectopy.alternates;
  }
  return { beats, nextSinus: sinusAfter(now, last, cycle, beats.length, ectopy, random), alternates };
}

/**
 * A supraventricular beat resets the sinus node, so that its pause follows from it. A single ventricular beat leaves the
 * node in step: the next impulse finds the ventricles refractory and the one after is conducted (compensatory pause), or
 * at a slow rhythm the next one is already conducted (interpolated beat).
 */
function sinusAfter(now: number, last: number, cycle: number, count: number, ectopy: Ectopy, random: Random): number {
  const pause = Math.max(REFRACTORY_SECONDS, ectopy.drawPause(random) * cycle);
  if (ectopy.ectopicClass === 'S' || count > 1) return last + pause;
  const interpolated = now + cycle + CONCEALED_DELAY_SECONDS;
  const room = last - now > ROOM_SECONDS && interpolated - last > ROOM_SECONDS;
  if (room && random.uniform() < ectopy.interpolates) return interpolated;
  const wobble = 0.02 * clamp(random.normal(), -2, 2);
  return Math.max(last + ROOM_SECONDS, now + (ectopy.whole + wobble) * cycle);
}
