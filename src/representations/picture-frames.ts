/** Columns of a picture whose time runs to the right. */

import type { ParameterDescriptor, ParameterValues } from '../domain/representation';
import type { BeatWindow } from './beat-window';
import { numberParameter } from './parameters';

export const FRAMES_PARAMETER = {
  kind: 'number',
  key: 'frames',
  label: 'Frames',
  why: 'Columns of the picture, evenly spaced: the hop is the beat window divided by this (1 s in 32 frames: 31 ms).',
  unit: 'frames',
  minimum: 16,
  maximum: 64,
  step: 8,
  initial: 32,
} as const satisfies ParameterDescriptor;

/** Middles of the frames in samples from the window's start: the window cut into equal parts, one frame in the middle of each. */
export function frameCentres(parameters: ParameterValues, window: BeatWindow): Float64Array {
  return middlesOf(numberParameter(parameters, 'frames'), window);
}

/** Middles of `parts` equal parts of the window, in samples from its start. */
export function middlesOf(parts: number, { length }: BeatWindow): Float64Array {
  return Float64Array.from({ length: parts }, (_, part) => ((part + 0.5) * length) / parts);
}
