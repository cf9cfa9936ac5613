/** What a recording says besides its beats: rhythms that last, and notes at a time; and the search through all of it. */

import { beatClassOf } from '../../domain/beat-class';
import type { Annotation, Recording } from '../../domain/recording';

export interface Rhythm {
  /** `AFIB` of `(AFIB`. */
  readonly name: string;
  readonly fromSeconds: number;
  /** Where the next rhythm begins; infinite for the last. */
  readonly toSeconds: number;
}

export interface Note {
  readonly seconds: number;
  /** Symbol and text, as much as there is. */
  readonly label: string;
}

export interface AnnotationTrack {
  readonly rhythms: readonly Rhythm[];
  /** In time order; neither beats nor rhythms. */
  readonly notes: readonly Note[];
}

const tracks = new WeakMap<Recording, AnnotationTrack>();

const isRhythm = ({ symbol, text }: Annotation): boolean => symbol === '+' && text.startsWith('(');

/** Remembered by recording, which never changes. */
export function annotationTrackOf(recording: Recording): AnnotationTrack {
  const known = tracks.get(recording);
  if (known) return known;
  const { annotations, annotationRateHz } = recording;
  const changes = annotations.filter(isRhythm);
  const rhythms = changes.map(({ sample, text }, index) => ({
    name: text.slice(1).trim(),
    fromSeconds: sample / annotationRateHz,
    toSeconds: (changes[index + 1]?.sample ?? Number.POSITIVE_INFINITY) / annotationRateHz,
  }));
  const notes = annotations
    .filter((each) => !isRhythm(each) && !beatClassOf(each.symbol))
    .map(({ sample, symbol, text }) => ({
      seconds: sample / annotationRateHz,
      label: text ? `${symbol} ${text}` : symbol,
    }));
  const track = { rhythms, notes };
  tracks.set(recording, track);
  return track;
}

/** The rhythm at a time; undefined where none was named before it. */
export function rhythmAt({ rhythms }: AnnotationTrack, seconds: number): Rhythm | undefined {
  return rhythms.findLast(({ fromSeconds }) => fromSeconds <= seconds);
}

/** Numbers of the annotations whose symbol is `query`, or whose text has it in any case where it is more than a letter. */
export function searchAnnotations(annotations: readonly Annotation[], query: string): number[] {
  const wanted = query.trim();
  if (!wanted) return [];
  const lower = wanted.toLowerCase();
  const found: number[] = [];
  annotations.forEach(({ symbol, text }, index) => {
    if (symbol === wanted || (wanted.length > 1 && text.toLowerCase().includes(lower))) found.push(index);
  });
  return found;
}
