/** All that one drawing of the strip needs. */

import type { LeadPyramid } from '../../domain/lead-pyramid';
import type { Lead } from '../../domain/recording';
import type { ConditionedStretch, PointedSpan, TimeSpan } from '../../lab/state';
import type { Palette } from '../drawing/palette';
import type { AnnotationTrack } from './annotation-track';
import type { BeatTrack } from './beat-track';
import type { Calipers } from './calipers';
import type { Place } from './lead-layout';
import type { LeadScale } from './lead-scale';
import type { Gain } from './paper';
import type { Viewport } from './viewport';

export const STRIP_TOKENS = [
  'ecg-paper',
  'ecg-fine',
  'ecg-bold',
  'ecg-ink',
  'card',
  'ink',
  'ink-soft',
  'shade',
  'bad',
  'focus',
  'class-n',
  'class-s',
  'class-v',
  'class-f',
  'class-q',
  'class-n-text',
  'class-s-text',
  'class-v-text',
  'class-f-text',
  'class-q-text',
] as const;
export type StripPalette = Palette<(typeof STRIP_TOKENS)[number]>;

/** Width of the calibration mark's own piece of paper, left of the signal. */
export const GUTTER_PX = 44;
/** Height kept for beat marks above and for the time below. */
export const MARKS_PX = 20;
export const CLOCK_PX = 17;

/** A stretch of a lead after the filter, and where it begins. */
export interface FilteredStretch extends ConditionedStretch {
  readonly fromSeconds: number;
}

/** A lead that is there, as it is drawn. */
export interface Trace {
  readonly lead: Lead;
  readonly pyramid: LeadPyramid | undefined;
  readonly scale: LeadScale;
  /** Drawn over the raw signal; null where it is not wanted or not computed. */
  readonly filtered: FilteredStretch | null;
}

/** A piece of the paper with the lead that belongs there, in CSS pixels from the left edge of the signal. */
export interface Cell {
  readonly place: Place;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  /** y of 0 mV, on a line of the paper. */
  readonly zeroY: number;
  /** null where the recording does not have the lead. */
  readonly trace: Trace | null;
}

export interface StripScene {
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly viewport: Viewport;
  readonly durationSeconds: number;
  /** What lies behind was not read yet; infinite where all was. */
  readonly readSeconds: number;
  readonly pixelsPerMm: number;
  readonly gain: Gain;
  readonly cells: readonly Cell[];
  readonly track: BeatTrack;
  readonly annotations: AnnotationTrack;
  readonly selected: number | null;
  /** Whether the quality of a beat is below what trains. */
  readonly isPoor: (beat: number) => boolean;
  /** What the representations see of the selected beat, seconds from its R peak; null before they were computed. */
  readonly windowSeconds: readonly [number, number] | null;
  /** The time that was chosen, and the samples that a picture points at. */
  readonly chosen: Pick<TimeSpan, 'fromSeconds' | 'toSeconds'> | null;
  readonly pointedAt: PointedSpan | null;
  readonly calipers: Calipers | null;
  readonly palette: StripPalette;
  readonly font: string;
}

export function pixelsPerMillivolt({ gain, pixelsPerMm }: Pick<StripScene, 'gain' | 'pixelsPerMm'>): number {
  return gain * pixelsPerMm;
}

/** The unit that the paper counts in: that of the first lead on it. */
export function unitOf(cells: readonly Cell[]): string {
  return cells.find(({ trace }) => trace)?.trace?.scale.unit ?? 'mV';
}

/** The part of the paper that leads lie on. */
interface LeadArea {
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly gain: Gain;
  readonly pixelsPerMm: number;
}

/** Cuts the area into the places, each lead in the middle of its own. */
export function cellsOf(places: readonly Place[], traces: readonly (Trace | null)[], area: LeadArea): Cell[] {
  const { width, height, pixelsPerMm } = area;
  const rowHeight = height / Math.max(1, places[0]?.rows ?? 1);
  let firstZero: number | undefined;
  return places.map((place, index) => {
    const trace = traces[index] ?? null;
    const top = area.top + place.row * rowHeight;
    const centred = top + rowHeight / 2 + (trace?.scale.middle ?? 0) * pixelsPerMillivolt(area);
    firstZero ??= centred;
    // On the paper of the first one: a box further up or down, never between two lines.
    const zeroY = firstZero + Math.round((centred - firstZero) / pixelsPerMm) * pixelsPerMm;
    const cellWidth = width / place.columns;
    return { place, left: place.column * cellWidth, width: cellWidth, top, height: rowHeight, zeroY, trace };
  });
}
