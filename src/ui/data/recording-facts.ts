/** What the table and the header say of recordings, counted once each. */

import { BEAT_CLASSES, type BeatClass, beatClassOf, emptyClassCounts } from '../../domain/beat-class';
import { type ChecksumVerdict, durationSeconds, type Recording } from '../../domain/recording';

export interface RecordingFacts {
  readonly beats: Readonly<Record<BeatClass, number>>;
  readonly beatCount: number;
  readonly durationSeconds: number;
  /** Of a table; null where the signal is continuous. */
  readonly rows: number | null;
  /** `bad` where any lead's is, `none` where no lead has one. */
  readonly checksum: ChecksumVerdict;
}

const known = new WeakMap<Recording, RecordingFacts>();

/** Remembered by recording, which never changes. */
export function factsOf(recording: Recording): RecordingFacts {
  const remembered = known.get(recording);
  if (remembered) return remembered;
  const beats = countBeats(recording);
  const facts = {
    beats,
    beatCount: totalOf(beats),
    durationSeconds: durationSeconds(recording),
    rows: rowsOf(recording),
    checksum: checksumOf(recording),
  };
  known.set(recording, facts);
  return facts;
}

/** Counted without an object for each beat: a hundred thousand of them may arrive in one task of the main thread. */
function countBeats({ annotations }: Recording): Record<BeatClass, number> {
  const counts = emptyClassCounts();
  for (const { symbol } of annotations) {
    const beatClass = beatClassOf(symbol);
    if (beatClass) counts[beatClass] += 1;
  }
  return counts;
}

function rowsOf({ excerptSamples, leads }: Recording): number | null {
  return excerptSamples === undefined ? null : (leads[0]?.digital.length ?? 0) / excerptSamples;
}

function checksumOf({ leads }: Recording): ChecksumVerdict {
  if (leads.some(({ checksum }) => checksum === 'bad')) return 'bad';
  return leads.some(({ checksum }) => checksum === 'ok') ? 'ok' : 'none';
}

export interface OpenData {
  readonly recordings: number;
  readonly subjects: number;
  readonly beats: Readonly<Record<BeatClass, number>>;
  readonly beatCount: number;
  readonly synthetic: boolean;
}

/** All that is open, added up. `synthetic` as soon as any recording is. */
export function summaryOf(recordings: readonly Recording[]): OpenData {
  const beats = emptyClassCounts();
  for (const recording of recordings) {
    for (const beatClass of BEAT_CLASSES) beats[beatClass] += factsOf(recording).beats[beatClass];
  }
  return {
    recordings: recordings.length,
    subjects: new Set(recordings.map(({ subject }) => subject)).size,
    beats,
    beatCount: totalOf(beats),
    synthetic: recordings.some(({ synthetic }) => synthetic),
  };
}

function totalOf(counts: Readonly<Record<BeatClass, number>>): number {
  return BEAT_CLASSES.reduce((sum, beatClass) => sum + counts[beatClass], 0);
}
