/** Median beats of one record, class by class, and the kinds (foci) that its ventricular beats fall into. */

import type { MeanBeat } from './fit-waves';
import type { MeasuredBeat, MeasuredRecord } from './record';
import { median } from './statistics';

const BEFORE_SECONDS = 0.28;
const AFTER_SECONDS = 0.5;
/** More beats change a median beat no further. */
const MOST_BEATS = 400;
const REALIGN_SAMPLES = 6;
const QRS_SECONDS = 0.08;

/** A beat's samples in both leads, level taken as the median of the window. */
export interface CutBeat {
  readonly beat: MeasuredBeat;
  readonly millivolts: readonly [Float64Array, Float64Array];
}

export function windowSeconds(samplingRateHz: number): Float64Array {
  const before = Math.round(BEFORE_SECONDS * samplingRateHz);
  const length = before + Math.round(AFTER_SECONDS * samplingRateHz);
  return Float64Array.from({ length }, (_, sample) => (sample - before) / samplingRateHz);
}

/** Beats that `wanted` picks, evenly thinned, cut from the record and brought into step with their own median. */
export function cutBeats(record: MeasuredRecord, wanted: (beat: MeasuredBeat, index: number) => boolean): CutBeat[] {
  const picked = record.beats.filter(wanted);
  const stride = Math.max(1, Math.ceil(picked.length / MOST_BEATS));
  const chosen = picked.filter((_, index) => index % stride === 0);
  const first = chosen.flatMap((beat) => cut(record, beat, 0) ?? []);
  if (first.length < 5) return [];
  const reference = medianBeat(first).millivolts;
  return chosen.flatMap((beat) => cut(record, beat, bestShift(record, beat, reference)) ?? []);
}

function cut(record: MeasuredRecord, beat: MeasuredBeat, shift: number): CutBeat | null {
  const length = windowSeconds(record.samplingRateHz).length;
  const from = beat.sample + shift - Math.round(BEFORE_SECONDS * record.samplingRateHz);
  if (from < 0 || from + length > record.main.length) return null;
  const level = (samples: Float64Array): Float64Array => {
    const window = samples.slice(from, from + length);
    const middle = median(window);
    return window.map((value) => value - middle);
  };
  return { beat, millivolts: [level(record.main), level(record.second ?? record.main)] };
}

/** The shift, in samples, at which the QRS of the beat lies closest to the reference. */
function bestShift(
  record: MeasuredRecord,
  beat: MeasuredBeat,
  reference: readonly [Float64Array, Float64Array],
): number {
  const unshifted = cut(record, beat, 0);
  if (!unshifted) return 0;
  const middle = Math.round(BEFORE_SECONDS * record.samplingRateHz);
  const reach = Math.round(QRS_SECONDS * record.samplingRateHz);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let shift = -REALIGN_SAMPLES; shift <= REALIGN_SAMPLES; shift++) {
    let distance = 0;
    for (const lead of [0, 1] as const) {
      for (let sample = middle - reach; sample <= middle + reach; sample++) {
        const value = unshifted.millivolts[lead][sample + shift] as number;
        distance += (value - (reference[lead][sample] as number)) ** 2;
      }
    }
    if (distance < least) [least, best] = [distance, shift];
  }
  return best;
}

export function medianBeat(beats: readonly CutBeat[], samplingRateHz = 360): MeanBeat {
  const seconds = windowSeconds(samplingRateHz);
  const ofLead = (lead: 0 | 1): Float64Array =>
    seconds.map((_, sample) => median(beats.map((each) => each.millivolts[lead][sample] as number)));
  return { seconds, millivolts: [ofLead(0), ofLead(1)] };
}

/** A mean beat up to `seconds` after its R peak: a short cycle would show the next P wave. */
export function cropped(beat: MeanBeat, untilSeconds: number): MeanBeat {
  const length = beat.seconds.filter((time) => time < untilSeconds).length;
  return {
    seconds: beat.seconds.slice(0, length),
    millivolts: [beat.millivolts[0].slice(0, length), beat.millivolts[1].slice(0, length)],
  };
}

/** Groups of alike beats, largest first: each beat joins the first leader that it correlates with above 0.9. */
export function kindsOf(beats: readonly CutBeat[], atLeast: number): CutBeat[][] {
  const kinds: CutBeat[][] = [];
  for (const each of beats) {
    const kind = kinds.find((other) => correlation(other[0] as CutBeat, each) > 0.9);
    if (kind) kind.push(each);
    else kinds.push([each]);
  }
  return kinds.filter((kind) => kind.length >= atLeast).sort((a, b) => b.length - a.length);
}

export function correlation(one: Pick<CutBeat, 'millivolts'>, other: Pick<CutBeat, 'millivolts'>): number {
  let both = 0;
  let first = 0;
  let second = 0;
  for (const lead of [0, 1] as const) {
    one.millivolts[lead].forEach((value, sample) => {
      const against = other.millivolts[lead][sample] as number;
      both += value * against;
      first += value * value;
      second += against * against;
    });
  }
  return both / Math.sqrt(first * second);
}
