/** All that one drawing of the strip needs. */

import type { Palette } from '../drawing/palette';
import type { BeatTrack } from './beat-track';
import type { LeadScale } from './lead-scale';
import type { Pyramid } from './pyramid';
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

export interface StripScene {
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly viewport: Viewport;
  readonly durationSeconds: number;
  readonly samplingRateHz: number;
  readonly pyramid: Pyramid;
  readonly scale: LeadScale;
  readonly gainMmPerMillivolt: number;
  readonly track: BeatTrack;
  readonly selected: number | null;
  /** What the representations see of the selected beat, seconds from its R peak; null before they were computed. */
  readonly windowSeconds: readonly [number, number] | null;
  readonly palette: StripPalette;
  readonly font: string;
}
