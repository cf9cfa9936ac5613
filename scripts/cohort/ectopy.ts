/** When ectopic beats come, what follows them, how often and in what company, one row a record and class. */

import type { BeatClass } from '../../src/domain/beat-class';
import { isSinusInterval } from './heart-rate';
import { intervalBefore, isAtrialFibrillation, type MeasuredRecord } from './record';
import { mean, median, type Row, robustDeviation } from './statistics';

const STRETCH_SECONDS = 120;

interface Timing {
  /** Interval before the beat, relative to the sinus rhythm just before. */
  readonly coupling: number;
  /** Interval after it, likewise. */
  readonly pause: number;
}

/**
 * Timing of single beats of `beatClass` after a conducted beat. `whole` is coupling + pause: 2 where the pause is fully
 * compensatory, 1 where the beat is interpolated.
 */
export function timings(records: readonly MeasuredRecord[], beatClass: BeatClass): Row[] {
  return records.flatMap((record) => {
    const found = record.beats.flatMap((_, index) => timingAt(record, index, beatClass) ?? []);
    if (found.length < 5) return [];
    const whole = found.map(({ coupling, pause }) => coupling + pause);
    const paused = found.filter(({ coupling, pause }) => coupling + pause > 1.35);
    return [
      {
        coupling: median(found.map(({ coupling }) => coupling)),
        couplingSpread: robustDeviation(found.map(({ coupling }) => coupling)),
        pause: median((paused.length > 0 ? paused : found).map(({ pause }) => pause)),
        pauseSpread: robustDeviation((paused.length > 0 ? paused : found).map(({ pause }) => pause)),
        whole: median(whole),
        interpolatedShare: 1 - paused.length / found.length,
      },
    ];
  });
}

function timingAt(record: MeasuredRecord, index: number, beatClass: BeatClass): Timing | null {
  const [before, now, after] = [record.beats[index - 1], record.beats[index], record.beats[index + 1]];
  if (now?.beatClass !== beatClass || before?.beatClass !== 'N' || after?.beatClass !== 'N') return null;
  if (isAtrialFibrillation(now)) return null;
  const sinus: number[] = [];
  for (let beat = index - 1; beat > index - 10 && beat > 0; beat--) {
    if (isSinusInterval(record, beat)) sinus.push(intervalBefore(record, beat));
  }
  if (sinus.length < 3) return null;
  const local = median(sinus);
  return { coupling: intervalBefore(record, index) / local, pause: intervalBefore(record, index + 1) / local };
}

/** Share of the beats that are of `beatClass` in stretches of two minutes that hold at least three, a row a record. */
export function rates(records: readonly MeasuredRecord[], beatClass: BeatClass): number[] {
  return records.flatMap((record) => {
    const stretches = new Map<number, { all: number; ectopic: number }>();
    for (const beat of record.beats) {
      const number = Math.floor(beat.sample / record.samplingRateHz / STRETCH_SECONDS);
      const count = stretches.get(number) ?? { all: 0, ectopic: 0 };
      stretches.set(number, { all: count.all + 1, ectopic: count.ectopic + (beat.beatClass === beatClass ? 1 : 0) });
    }
    const shares = [...stretches.values()]
      .filter(({ ectopic }) => ectopic >= 3)
      .map(({ all, ectopic }) => ectopic / all);
    return shares.length > 0 ? [median(shares)] : [];
  });
}

/** How often the beat after one of `beatClass` is another, and how often the beat after next is, with a conducted one between. */
export function company(records: readonly MeasuredRecord[], beatClass: BeatClass): Row[] {
  return records.flatMap((record) => {
    const is = (index: number, wanted: BeatClass) => record.beats[index]?.beatClass === wanted;
    const places = record.beats.flatMap((_, index) => (is(index, beatClass) ? [index] : []));
    if (places.length < 10) return [];
    return [
      {
        repeats: mean(places.map((index) => (is(index + 1, beatClass) ? 1 : 0))),
        alternates: mean(places.map((index) => (is(index + 1, 'N') && is(index + 2, beatClass) ? 1 : 0))),
      },
    ];
  });
}

/** Share of the supraventricular beats that are annotated as aberrantly conducted, in records with at least ten. */
export function aberrantShares(records: readonly MeasuredRecord[]): number[] {
  return records.flatMap(({ beats }) => {
    const supraventricular = beats.filter(({ beatClass }) => beatClass === 'S');
    if (supraventricular.length < 10) return [];
    return [supraventricular.filter(({ symbol }) => symbol === 'a').length / supraventricular.length];
  });
}

/** Share of the records that hold at least `atLeast` beats of `beatClass`. */
export function prevalence(records: readonly MeasuredRecord[], beatClass: BeatClass, atLeast: number): number {
  const holds = ({ beats }: MeasuredRecord) => beats.filter((beat) => beat.beatClass === beatClass).length >= atLeast;
  return mean(records.map((record) => (holds(record) ? 1 : 0)));
}
