/** The beats of a recording as the strip looks them up: by time, and by class. */

import { BEAT_CLASSES, type BeatClass, beatClassOf, emptyClassCounts } from '../../domain/beat-class';
import { type Annotation, type Beat, beatsOf, type Recording } from '../../domain/recording';

export interface BeatTrack {
  /** Of a table without beats its rows, each as if it were a beat without a class. */
  readonly beats: readonly Beat[];
  /** `[row]` what each is called, where the beats are rows of a table; else null. */
  readonly rows: readonly string[] | null;
  /** `[beat]` seconds from the start of the recording, in time order. */
  readonly seconds: Float64Array;
  /** `[beat]` the annotation that marks it. */
  readonly annotations: readonly Annotation[];
  /** A detector found them, so that nobody has said of what class they are. */
  readonly areFound: boolean;
}

const tracks = new WeakMap<Recording, BeatTrack>();

/** Remembered by recording, which never changes. */
export function beatTrackOf(recording: Recording): BeatTrack {
  const known = tracks.get(recording);
  if (known) return known;
  const { excerptSamples, annotationRateHz } = recording;
  const own = beatsOf(recording);
  const rows = excerptSamples !== undefined && own.length === 0 ? recording.annotations.map(({ text }) => text) : null;
  const beats = rows
    ? recording.annotations.map(({ sample, symbol }) => ({ sample, symbol, beatClass: 'Q' as const }))
    : own;
  // An excerpt is annotated at its first sample and seen around its middle.
  const middle = (excerptSamples ?? 0) / 2;
  const seconds = Float64Array.from(beats, ({ sample }) => (sample + middle) / annotationRateHz);
  const annotations = rows ? recording.annotations : recording.annotations.filter(({ symbol }) => beatClassOf(symbol));
  const track = { beats, rows, seconds, annotations, areFound: recording.foundBy !== undefined };
  tracks.set(recording, track);
  return track;
}

/** The number of the first beat that is not before `seconds`; the count of beats where all are. */
export function firstBeatFrom({ seconds: times }: BeatTrack, seconds: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number of the beat next to `seconds` on either side; undefined without beats. */
export function nearestBeat(track: BeatTrack, seconds: number): number | undefined {
  const after = firstBeatFrom(track, seconds);
  const before = after - 1;
  if (track.beats.length === 0) return undefined;
  if (after >= track.beats.length) return before;
  if (before < 0) return after;
  const times = track.seconds;
  return seconds - (times[before] as number) <= (times[after] as number) - seconds ? before : after;
}

/** The number of the next beat of a class after beat number `from`, from the start again at the end. */
export function nextOfClass({ beats }: BeatTrack, from: number, beatClass: BeatClass): number | undefined {
  for (let step = 1; step <= beats.length; step++) {
    const number = (from + step) % beats.length;
    if (beats[number]?.beatClass === beatClass) return number;
  }
  return undefined;
}

/** Beats of each class that has any, in the order of the classes. */
export function classesPresent({
  beats,
  rows,
}: Pick<BeatTrack, 'beats' | 'rows'>): { beatClass: BeatClass; count: number }[] {
  if (rows) return [];
  const counts = emptyClassCounts();
  for (const { beatClass } of beats) counts[beatClass] += 1;
  return BEAT_CLASSES.map((beatClass) => ({ beatClass, count: counts[beatClass] })).filter(({ count }) => count > 0);
}
