/** What colours mean: one fixed set for modalities and one for classes, each doubled by a dash or a marker. */

import type { BeatClass } from '../../domain/beat-class';

const MODALITIES: ReadonlySet<string> = new Set(['time', 'frequency', 'spectrogram', 'rhythm']);

/** CSS colour of a modality's strokes and fills; a neutral one for a representation without a colour of its own. */
export function modalityColour(representation: string): string {
  return MODALITIES.has(representation) ? `var(--${representation})` : 'var(--neutral)';
}

/** The same for text: 4.5:1 on card and paper. */
export function modalityTextColour(representation: string): string {
  return MODALITIES.has(representation) ? `var(--${representation}-text)` : 'var(--neutral-text)';
}

export type ClassMarker = 'circle' | 'triangle-up' | 'triangle-down' | 'diamond' | 'cross';

export interface ClassStyle {
  readonly colour: string;
  readonly textColour: string;
  readonly marker: ClassMarker;
  /** SVG dash array; empty for a solid line. */
  readonly dash: string;
}

const styleOf = (name: string, marker: ClassMarker, dash: string): ClassStyle => ({
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
