/** How the signal is prepared, and what finds and judges beats, as options of the command line. */

import { BASELINE_RULES, type ExperimentSpec, NOTCHES_HZ, type NotchHz } from '../domain/experiment';
import { R_PEAK_DETECTOR_IDS } from '../domain/r-peak-detector';
import { between, listOf, misused, oneOf } from './arguments';

export const SIGNAL_OPTIONS = {
  leads: { type: 'string' },
  notch: { type: 'string' },
  band: { type: 'string' },
  baseline: { type: 'string' },
  quality: { type: 'string' },
  detector: { type: 'string' },
} as const;

export type SignalValues = Readonly<Partial<Record<keyof typeof SIGNAL_OPTIONS, string>>>;

/** `initial` with what was given in its place. Throws `LabError` where a value cannot be. */
export function withSignal(initial: ExperimentSpec, values: SignalValues): ExperimentSpec {
  const { leads, notch, band, baseline, quality, detector } = values;
  const channels = listOf(leads);
  return {
    ...initial,
    ...(channels && { channels }),
    conditioning: {
      ...initial.conditioning,
      ...(notch !== undefined && { notchHz: notchOf(notch) }),
      ...(band !== undefined && bandOf(band)),
      ...(baseline !== undefined && { baseline: oneOf('--baseline', baseline, BASELINE_RULES) }),
    },
    ...(quality !== undefined && { leastQuality: between('--quality', quality, 0, 0, 1) }),
    ...(detector !== undefined && { detector: oneOf('--detector', detector, R_PEAK_DETECTOR_IDS) }),
  };
}

function notchOf(value: string): NotchHz {
  const allowed = NOTCHES_HZ.map((hz) => (hz === 0 ? 'off' : String(hz)));
  const at = allowed.indexOf(oneOf('--notch', value, allowed));
  return NOTCHES_HZ[at] as NotchHz;
}

/** `0.5,40` in Hz. */
function bandOf(value: string): { readonly lowHz: number; readonly highHz: number } {
  const [lowHz = 0, highHz = 0, ...more] = value.split(',').map(Number);
  if (more.length === 0 && lowHz > 0 && lowHz < highHz) return { lowHz, highHz };
  throw misused('--band', 'two frequencies in Hz that rise, such as 0.5,40', value);
}
