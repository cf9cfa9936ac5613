/** A recording as the measurements see it: the MLII lead, V1 where there is one, and beats that know their rhythm. */

import { type BeatClass, beatClassOf } from '../../src/domain/beat-class';
import { physicalSamples, type Recording } from '../../src/domain/recording';

export interface MeasuredBeat {
  readonly sample: number;
  readonly symbol: string;
  readonly beatClass: BeatClass;
  /** Text of the rhythm annotation in force: `(N`, `(AFIB`, ... */
  readonly rhythm: string;
}

export interface MeasuredRecord {
  readonly samplingRateHz: number;
  /** `[sample]` MLII in millivolts. */
  readonly main: Float64Array;
  /** `[sample]` V1 in millivolts; null where the record has another second lead. */
  readonly second: Float64Array | null;
  readonly beats: readonly MeasuredBeat[];
}

/** Null for a record without MLII, or mostly paced: EC57 leaves paced records out. */
export function measuredRecord(recording: Recording): MeasuredRecord | null {
  const leadCalled = (name: string) => recording.leads.find((lead) => lead.name === name);
  const main = leadCalled('MLII');
  const second = leadCalled('V1');
  const beats = beatsWithRhythm(recording);
  if (!main || beats.filter(({ symbol }) => symbol === '/').length > beats.length / 4) return null;
  return {
    samplingRateHz: main.samplingRateHz,
    main: physicalSamples(main),
    second: second ? physicalSamples(second) : null,
    beats,
  };
}

function beatsWithRhythm(recording: Recording): MeasuredBeat[] {
  let rhythm = '(N';
  const beats: MeasuredBeat[] = [];
  for (const { sample, symbol, text } of recording.annotations) {
    if (symbol === '+') rhythm = text;
    const beatClass = beatClassOf(symbol);
    if (beatClass) beats.push({ sample, symbol, beatClass, rhythm });
  }
  return beats;
}

/** Atrial fibrillation and flutter: no P wave, no steady rhythm. */
export function isAtrialFibrillation({ rhythm }: MeasuredBeat): boolean {
  return rhythm.startsWith('(AF');
}

/** Seconds from the beat before `index` to beat `index`. */
export function intervalBefore({ beats, samplingRateHz }: MeasuredRecord, index: number): number {
  const now = beats[index];
  const before = beats[index - 1];
  return now && before ? (now.sample - before.sample) / samplingRateHz : Number.NaN;
}
