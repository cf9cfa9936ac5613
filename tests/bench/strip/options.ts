import { count, oneOf, positive, readArguments } from '../../../src/headless/arguments';

export const FORMATS = ['wfdb', 'edf'] as const;

export interface StripOptions {
  readonly hours: number;
  readonly samplingRateHz: number;
  readonly format: (typeof FORMATS)[number];
  /** 3 of a Holter, or the 12 of a resting ECG. */
  readonly leads: 3 | 12;
  /** Without beats, so that the lab has to find them; EDF carries none in any case. */
  readonly unannotated: boolean;
  /** Openings: a machine that does other things, too, is told by the best of them. */
  readonly openings: number;
}

const OPTIONS = {
  hours: { type: 'string' },
  hz: { type: 'string' },
  format: { type: 'string' },
  leads: { type: 'string' },
  unannotated: { type: 'boolean' },
  openings: { type: 'string' },
} as const;

/** Throws `LabError` for what is not understood. */
export function readStripOptions(args: readonly string[]): StripOptions {
  const { values } = readArguments(args, { options: OPTIONS });
  const format = oneOf('--format', values.format ?? 'wfdb', FORMATS);
  return {
    hours: positive('--hours', values.hours, 24),
    samplingRateHz: count('--hz', values.hz, 360),
    format,
    leads: oneOf('--leads', values.leads ?? '3', ['3', '12'] as const) === '12' ? 12 : 3,
    unannotated: values.unannotated === true || format === 'edf',
    openings: count('--openings', values.openings, 5),
  };
}
