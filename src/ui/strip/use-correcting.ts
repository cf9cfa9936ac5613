import { type BeatClass, beatClassOf } from '../../domain/beat-class';
import type { Annotation, Recording } from '../../domain/recording';
import { useActions } from '../lab-context';
import { type BeatTrack, nearestBeat } from './beat-track';

/** The symbol that a class gets where the person names only the class. */
export const SYMBOL_OF_CLASS: Readonly<Record<BeatClass, string>> = { N: 'N', S: 'A', V: 'V', F: 'F', Q: 'Q' };

/** Two beats closer than this are one: no heart beats again within its refractory period. */
const CLOSEST_SECONDS = 0.12;

export interface Correcting {
  /** Gives the selected beat another symbol. */
  relabel(symbol: string): void;
  /** Adds a beat at a time, where there is none yet, and selects it. */
  add(seconds: number, symbol: string): void;
  /** Deletes the selected beat. */
  remove(): void;
  undo(): void;
  redo(): void;
}

/** Corrections of one recording's beats. What does not fit does nothing. */
export function useCorrecting(recording: Recording, track: BeatTrack, selected: number | null): Correcting {
  const { correct, undoCorrection, redoCorrection, select } = useActions();
  const { id, annotationRateHz } = recording;
  const annotation = selected === null ? undefined : track.annotations[selected];
  return {
    relabel: (symbol) => {
      if (!annotation || annotation.symbol === symbol || !beatClassOf(symbol)) return;
      correct(id, { removed: annotation, added: { ...annotation, symbol } });
    },
    add: (seconds, symbol) => {
      const near = nearestBeat(track, seconds);
      if (near !== undefined && Math.abs((track.seconds[near] as number) - seconds) < CLOSEST_SECONDS) return;
      const sample = Math.max(0, Math.round(seconds * annotationRateHz));
      correct(id, { removed: null, added: newBeat(sample, symbol, annotation) });
      const before = track.beats.findIndex((beat) => beat.sample > sample);
      select({ recordingId: id, beatNumber: before < 0 ? track.beats.length : before });
    },
    remove: () => annotation && correct(id, { removed: annotation, added: null }),
    undo: () => undoCorrection(id),
    redo: () => redoCorrection(id),
  };
}

/** On the channel of the beat beside it. */
function newBeat(sample: number, symbol: string, beside: Annotation | undefined): Annotation {
  const { channel = 0, number = 0 } = beside ?? {};
  return { sample, symbol, subtype: 0, channel, number, text: '' };
}
