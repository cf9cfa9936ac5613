/** The selected beat in words, and the stretch of signal that the representations see of it. */

import { BEAT_CLASS_NAMES } from '../../domain/beat-class';
import type { Preview } from '../../lab/state';
import { clock, grouped } from '../wording/numbers';
import type { BeatTrack } from './beat-track';

export interface Quality {
  /** From 0 to 1; NaN before it was asked for. */
  of(beat: number): number;
  /** Whether it is below what trains. */
  isPoor(beat: number): boolean;
}

/** `V, ventricular ectopic · beat 6 of 104 · 0:04.3 · RR 0.61 s · quality 0.98` */
export function beatSentence(track: BeatTrack, number: number, quality: Quality): string {
  const { beats, seconds, rows } = track;
  const beat = beats[number];
  if (!beat) return beats.length === 0 ? 'This recording has no marked beats.' : 'No beat is selected.';
  if (rows) return `row ${grouped(number + 1)} of ${grouped(rows.length)} · label ${rows[number]}`;
  const at = seconds[number] as number;
  const before = seconds[number - 1];
  const parts = [
    // Corrected by hand, it has a class.
    track.areFound && beat.beatClass === 'Q'
      ? 'R peak found here, class not known'
      : `${beat.beatClass}, ${BEAT_CLASS_NAMES[beat.beatClass]}`,
    `beat ${grouped(number + 1)} of ${grouped(beats.length)}`,
    clock(at, 1),
  ];
  if (before !== undefined) parts.push(`RR ${(at - before).toFixed(2)} s`);
  const value = quality.of(number);
  if (!Number.isNaN(value))
    parts.push(`quality ${value.toFixed(2)}${quality.isPoor(number) ? ' (too poor to train)' : ''}`);
  return parts.join(' · ');
}

/** Seconds from the R peak that the waveform of the preview spans; null where no representation is a waveform in time. */
export function windowOf(preview: Preview | null): readonly [number, number] | null {
  for (const { shape, axes } of preview?.views ?? []) {
    const [axis] = axes;
    const isWaveform = shape.length === 2 && shape[1] === 1;
    if (!isWaveform || !axis || (axis.unit !== 's' && axis.unit !== 'ms')) continue;
    const scale = axis.unit === 'ms' ? 0.001 : 1;
    return [(axis.values[0] ?? 0) * scale, (axis.values[axis.values.length - 1] ?? 0) * scale];
  }
  return null;
}
