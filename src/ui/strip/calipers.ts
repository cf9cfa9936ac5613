/** Two lines across the paper, and what lies between them. */

import type { Lead } from '../../domain/recording';
import { type LeadScale, valueAt } from './lead-scale';

export interface Calipers {
  /** Seconds of the two lines, in no order. */
  readonly lines: readonly [number, number];
  /** The line that keys move. */
  readonly active: 0 | 1;
}

export interface CaliperReading {
  readonly milliseconds: number;
  /** Beats a minute, were this the time from one to the next; infinite where the lines meet. */
  readonly perMinute: number;
  /** Rise of the lead from the earlier to the later line, in the lead's unit; NaN where either has no sample. */
  readonly rise: number;
}

/** A second around the middle of what is seen: a span that a person will want to move anyway. */
export function calipersAround(seconds: number): Calipers {
  return { lines: [seconds - 0.4, seconds + 0.4], active: 1 };
}

export function moved({ lines, active }: Calipers, line: 0 | 1, seconds: number, durationSeconds: number): Calipers {
  const to = Math.min(Math.max(0, seconds), durationSeconds);
  return { lines: line === 0 ? [to, lines[1]] : [lines[0], to], active: line === active ? active : line };
}

export function readCalipers({ lines }: Calipers, lead: Lead, scale: LeadScale): CaliperReading {
  const [from, to] = [Math.min(...lines), Math.max(...lines)];
  return {
    milliseconds: 1000 * (to - from),
    perMinute: 60 / (to - from),
    rise: valueAt(lead, scale, to) - valueAt(lead, scale, from),
  };
}

/** `812 ms · 74 bpm · +0.42 mV in MLII` */
export function caliperSentence({ milliseconds, perMinute, rise }: CaliperReading, lead: string, unit: string): string {
  const rate = Number.isFinite(perMinute) && perMinute < 1000 ? ` · ${perMinute.toFixed(1)} bpm` : '';
  const sign = rise < 0 ? '\u2212' : '+';
  const height = Number.isNaN(rise) ? 'no sample' : `${sign}${Math.abs(rise).toFixed(2)} ${unit}`;
  return `${milliseconds.toFixed(0)} ms${rate} · ${height} in ${lead}`;
}
