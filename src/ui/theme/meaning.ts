/** What colours mean: one fixed set for modalities and one for classes, each doubled by a dash or a marker. */

import type { BeatClass } from '../../domain/beat-class';

const MODALITIES: ReadonlySet<string> = new Set([
  'time',
  'frequency',
  'spectrogram',
  'rhythm',
  'scalogram',
  'mel',
  'band-power',
  'welch',
  'wavelet-packets',
  'gramian',
  'recurrence',
]);

/** CSS colour of a modality's strokes and fills; a neutral one for a representation without a colour of its own. */
export function modalityColour(representation: string): string {
  return MODALITIES.has(representation) ? `var(--${representation})` : 'var(--neutral)';
}

/** The same for text: 4.5:1 on card and paper. */
export function modalityTextColour(representation: string): string {
  return MODALITIES.has(representation) ? `var(--${representation}-text)` : 'var(--neutral-text)';
}

export type ClassMarker = 'circle' | 'triangle-up' | 'triangle-down' | 'diamond' | 'cross';

/** Of a class that may be the fifth or a later one of its task. */
export type PlacedMarker = ClassMarker | 'square' | 'hourglass' | 'pentagon' | 'bar';

export interface ClassStyle<Marker extends PlacedMarker = ClassMarker> {
  readonly colour: string;
  readonly textColour: string;
  readonly marker: Marker;
  /** SVG dash array; empty for a solid line. */
  readonly dash: string;
}

const styleOf = <Marker extends PlacedMarker>(name: string, marker: Marker, dash: string): ClassStyle<Marker> => ({
  colour: `var(--class-${name})`,
  textColour: `var(--class-${name}-text)`,
  marker,
  dash,
});

export const CLASS_STYLES: Readonly<Record<BeatClass, ClassStyle>> = {
  N: styleOf('n', 'circle', ''),
  S: styleOf('s', 'triangle-up', '7 3'),
  V: styleOf('v', 'triangle-down', '2.5 2.5'),
  F: styleOf('f', 'diamond', '9 3 2 3'),
  Q: styleOf('q', 'cross', '1 4'),
};

/** By place among the classes of a task; beats have the first four. */
const PLACED_STYLES: readonly ClassStyle<PlacedMarker>[] = [
  CLASS_STYLES.N,
  CLASS_STYLES.S,
  CLASS_STYLES.V,
  CLASS_STYLES.F,
  styleOf('5', 'square', '12 3'),
  styleOf('6', 'hourglass', '4 4'),
  styleOf('7', 'pentagon', '12 3 2 3 2 3'),
  styleOf('8', 'bar', '2 5'),
];

/** How a class is drawn, by its place among the classes of the task; what is left out looks like beats of class Q. */
export function classStyle(place: number): ClassStyle<PlacedMarker> {
  return PLACED_STYLES[place] ?? CLASS_STYLES.Q;
}
