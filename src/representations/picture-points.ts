/** Pictures of a signal against itself: both sides are the same moments. */

import type { Axis, ParameterDescriptor, ParameterValues } from '../domain/representation';
import { type BeatWindow, timeAxis } from './beat-window';
import { numberParameter } from './parameters';
import { middlesOf } from './picture-frames';

/** A beat whose waves are lower is noise, and is not blown up to the size of a beat. */
export const FAINTEST_MILLIVOLTS = 0.01;

export const POINTS_PARAMETER: ParameterDescriptor = {
  kind: 'number',
  key: 'points',
  label: 'Points',
  why: 'Rows and columns: the window is averaged in as many pieces. Twice as many show a QRS complex finer and cost four times as much.',
  unit: 'points',
  minimum: 16,
  maximum: 48,
  step: 8,
  initial: 32,
};

export function pointsOf(parameters: ParameterValues): number {
  return numberParameter(parameters, 'points');
}

/** The moments upwards and to the right. */
export function momentAxes(parameters: ParameterValues, window: BeatWindow, samplingRateHz: number): readonly Axis[] {
  const axis = timeAxis(middlesOf(pointsOf(parameters), window), window, samplingRateHz);
  return [axis, axis];
}
