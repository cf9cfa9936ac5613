/** Annotations of a generated recording: its beats, and rhythm changes where a person would mark them. */

import { beatClassOf } from '../domain/beat-class';
import type { Annotation } from '../domain/recording';

export interface PlacedBeat {
  readonly sample: number;
  readonly symbol: string;
}

/** How far before a beat, in samples, the change to its rhythm is marked. */
const AHEAD = 36;
const RUN_BEATS = 3;

/** In time order. `base` is the rhythm text of undisturbed stretches: `(N` or `(AFIB`. */
export function annotationsOf(beats: readonly PlacedBeat[], base: string): Annotation[] {
  const rhythms = rhythmTexts(beats, base);
  const annotations: Annotation[] = [];
  let current = '';
  beats.forEach(({ sample, symbol }, index) => {
    const rhythm = rhythms[index] as string;
    if (rhythm !== current) annotations.push(annotation(Math.max(0, sample - AHEAD), '+', rhythm));
    current = rhythm;
    annotations.push(annotation(sample, symbol, ''));
  });
  return annotations;
}

function annotation(sample: number, symbol: string, text: string): Annotation {
  return { sample, symbol, subtype: 0, channel: 0, number: 0, text };
}

/** `[beat]` text: `(VT` and `(SVTA` for three ectopic beats in a row or more, `(B` for three in alternation, else `base`. */
function rhythmTexts(beats: readonly PlacedBeat[], base: string): string[] {
  const classes = beats.map(({ symbol }) => beatClassOf(symbol));
  const texts = beats.map(() => base);
  const mark = (from: number, step: number, text: string) => {
    let to = from;
    while (classes[to + step] === classes[from] && (step === 1 || classes[to + 1] === 'N')) to += step;
    if ((to - from) / step + 1 >= RUN_BEATS) texts.fill(text, from, to + 1);
  };
  classes.forEach((beatClass, index) => {
    if (texts[index] !== base) return;
    if (beatClass === 'V') mark(index, 2, '(B');
    if (beatClass === 'V') mark(index, 1, '(VT');
    if (beatClass === 'S') mark(index, 1, '(SVTA');
  });
  return texts;
}
