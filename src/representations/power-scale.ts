/** How a power density is put into numbers that a network can learn from. */

import type { ParameterDescriptor, ParameterValues } from '../domain/representation';
import { createDecibels } from '../signals/decibels';
import { choiceParameter, numberParameter } from './parameters';

const SCALES = ['log-power', 'power', 'amplitude'] as const;

export const POWER_SCALE_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'choice',
    key: 'scale',
    label: 'Scale',
    why: 'Power spans a factor of a million between the QRS complex and its surroundings; the logarithm gives each decade equal room.',
    options: [
      { value: 'log-power', label: 'log power (dB)' },
      { value: 'power', label: 'power' },
      { value: 'amplitude', label: 'amplitude (root of power)' },
    ],
    initial: 'log-power',
  },
  {
    kind: 'number',
    key: 'floorDecibels',
    label: 'Floor of the log scale',
    why: 'Power far below this is silence, and all silence looks alike. Lower shows fainter detail, and more of the noise.',
    unit: 'dB re 1 mV²/Hz',
    minimum: -90,
    maximum: -30,
    step: 5,
    initial: -70,
  },
];

const UNITS: Record<(typeof SCALES)[number], string> = {
  'log-power': 'dB re 1 mV²/Hz',
  power: 'mV²/Hz',
  amplitude: 'mV/√Hz',
};

export function powerUnit(parameters: ParameterValues): string {
  return UNITS[choiceParameter(parameters, 'scale', SCALES)];
}

/** Of the difference of two: what decibels are relative to drops out. */
export function powerDifferenceUnit(parameters: ParameterValues): string {
  return choiceParameter(parameters, 'scale', SCALES) === 'log-power' ? 'dB' : powerUnit(parameters);
}

/**
 * A function that rescales the first `count` power densities (mV²/Hz) of an array, in place.
 *
 * The log scale adds its floor to the power: 10 log10(P + floor). The floor is a fixed power density and not a share of the
 * beat's (or the recording's) greatest: relative to that, the same P wave would be another number whenever its own QRS
 * complex is taller, a beat could not be compared with another patient's, and silence would have nothing to be relative to.
 * Added rather than clipped, so that the scale has no kink; 10 dB above the floor it is off by 0.4 dB, 20 dB above by 0.04 dB.
 * Its first value, -70 dB, lies 10 dB above the quantisation noise of a 5 uV converter at 360 Hz (-79 dB); of the pixels of
 * MIT-BIH's DS1 2 % come within 3 dB of it, against 36 % at -50 dB.
 */
export function createPowerScale(parameters: ParameterValues): (values: Float64Array, count: number) => void {
  const scale = choiceParameter(parameters, 'scale', SCALES);
  const floor = 10 ** (numberParameter(parameters, 'floorDecibels') / 10);
  if (scale === 'power') return () => {};
  if (scale === 'amplitude') {
    return (values, count) => {
      for (let index = 0; index < count; index++) values[index] = Math.sqrt(values[index] as number);
    };
  }
  return createDecibels(floor);
}
