import { useMemo } from 'react';
import { BEAT_CLASS_NAMES, type BeatClass } from '../../domain/beat-class';
import type { Lead, Recording } from '../../domain/recording';
import { ClassMark } from '../drawing/class-mark';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { CLASS_STYLES } from '../theme/meaning';
import { counted, grouped } from '../wording/numbers';
import { type BeatTrack, classesPresent } from './beat-track';
import { GAINS, type Gain, SPEEDS_MM_PER_SECOND, type Speed, speedOf } from './paper';
import classes from './strip.module.css';
import type { StripCommand } from './strip-keys';

export const SMALL_BUTTON = `${controls.button} ${controls.small}`;
export const SMALL_SELECT = `${controls.select} ${controls.small}`;

interface RecordingSelectProps {
  readonly recording: Recording;
  readonly recordings: readonly Recording[];
}

export function RecordingSelect({ recording, recordings }: RecordingSelectProps) {
  const { select } = useActions();
  return (
    <select
      className={SMALL_SELECT}
      aria-label="Recording"
      title="Recording"
      value={recording.id}
      onChange={(event) => select({ recordingId: event.target.value, beatNumber: 0 })}
    >
      {recordings.map(({ id, name, synthetic }) => (
        <option key={id} value={id}>
          {synthetic ? `${name} (synthetic)` : name}
        </option>
      ))}
    </select>
  );
}

/** Says that beats are not those of the file; nothing where they are. */
export function CorrectionsTag({ recordingId }: { readonly recordingId: string }) {
  const corrections = useLab((state) => state.edits[recordingId]?.done.length ?? 0);
  if (corrections === 0) return null;
  return (
    <span className={controls.tag} title="Made by hand and kept in this browser; save them as .atr for elsewhere">
      {counted(corrections, 'correction')}
    </span>
  );
}

interface BeatControlsProps {
  readonly track: BeatTrack;
  readonly onCommand: (command: StripCommand) => void;
}

/** Previous and next beat, and one button a class that is legend, count and "next of this class" in one. */
export function BeatControls({ track, onCommand }: BeatControlsProps) {
  const step = (by: 1 | -1): void => onCommand({ kind: 'beat', step: by });
  const empty = track.beats.length === 0;
  const present = useMemo(() => classesPresent(track), [track]);
  return (
    <fieldset className={classes.group}>
      <legend className={controls.hidden}>Beats</legend>
      <button
        type="button"
        className={SMALL_BUTTON}
        disabled={empty}
        aria-label="Previous beat"
        onClick={() => step(-1)}
      >
        <Chevron path="M9 2L3 7L9 12" />
      </button>
      <button type="button" className={SMALL_BUTTON} disabled={empty} aria-label="Next beat" onClick={() => step(1)}>
        <Chevron path="M5 2L11 7L5 12" />
      </button>
      {present.map(({ beatClass, count }) => (
        <NextOfClass key={beatClass} beatClass={beatClass} count={count} onCommand={onCommand} />
      ))}
    </fieldset>
  );
}

function NextOfClass({
  beatClass,
  count,
  onCommand,
}: {
  readonly beatClass: BeatClass;
  readonly count: number;
  readonly onCommand: BeatControlsProps['onCommand'];
}) {
  const name = BEAT_CLASS_NAMES[beatClass];
  return (
    <button
      type="button"
      className={SMALL_BUTTON}
      title={`${counted(count, 'beat')} ${beatClass}: ${name}. Go to the next one (Shift+${beatClass}).`}
      aria-label={`Next ${beatClass} beat: ${name}, ${count} in this recording`}
      onClick={() => onCommand({ kind: 'class', beatClass })}
    >
      <ClassMark beatClass={beatClass} />
      <span className={classes.letter} style={{ color: CLASS_STYLES[beatClass].textColour }}>
        {beatClass}
      </span>
      {grouped(count)}
    </button>
  );
}

export function Chevron({ path }: { readonly path: string }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

interface LeadSelectProps {
  readonly leads: readonly Lead[];
  /** Places in the recording. */
  readonly shown: number;
  readonly analysed: Lead | undefined;
  readonly onChange: (lead: number) => void;
}

export function LeadSelect({ leads, shown, analysed, onChange }: LeadSelectProps) {
  return (
    <select
      className={SMALL_SELECT}
      aria-label="Lead"
      title="Lead that is drawn; models always see the analysed one"
      value={shown}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {leads.map((lead, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names need not differ, places do.
        <option key={index} value={index}>
          {[lead.name, lead === analysed ? '(analysed)' : '', lead.checksum === 'bad' ? '(bad checksum)' : '']
            .filter(Boolean)
            .join(' ')}
        </option>
      ))}
    </select>
  );
}

interface ScaleControlsProps {
  readonly pixelsPerSecond: number;
  readonly pixelsPerMm: number;
  readonly gain: Gain;
  readonly unit: string;
  readonly onGain: (gain: Gain) => void;
  readonly onSpeed: (speed: Speed) => void;
  readonly onCommand: (command: StripCommand) => void;
}

/** Speed and amplitude, in the paper's own units. */
export function ScaleControls(props: ScaleControlsProps) {
  const { pixelsPerSecond, pixelsPerMm, gain, unit, onGain, onSpeed, onCommand } = props;
  const speed = speedOf(pixelsPerSecond, pixelsPerMm);
  return (
    <fieldset className={classes.group}>
      <legend className={controls.hidden}>Scale of the paper</legend>
      <button
        type="button"
        className={SMALL_BUTTON}
        aria-label="Zoom out"
        onClick={() => onCommand({ kind: 'zoom', factor: 1 / 1.5 })}
      >
        <Chevron path="M2 7L12 7" />
      </button>
      <button
        type="button"
        className={SMALL_BUTTON}
        aria-label="Zoom in"
        onClick={() => onCommand({ kind: 'zoom', factor: 1.5 })}
      >
        <Chevron path="M2 7L12 7M7 2L7 12" />
      </button>
      <select
        className={SMALL_SELECT}
        aria-label="Speed of the paper"
        title="Speed of the paper; 0 returns to it after zooming"
        value={speed ?? 'between'}
        onChange={(event) => onSpeed(Number(event.target.value) as Speed)}
      >
        {speed === undefined && (
          <option value="between" disabled>
            {speedText(pixelsPerSecond / pixelsPerMm)}
          </option>
        )}
        {SPEEDS_MM_PER_SECOND.map((each) => (
          <option key={each} value={each}>
            {`${each} mm/s`}
          </option>
        ))}
      </select>
      <select
        className={SMALL_SELECT}
        aria-label="Amplitude"
        title="Height of the signal on the paper"
        value={gain}
        onChange={(event) => onGain(Number(event.target.value) as Gain)}
      >
        {GAINS.map((each) => (
          <option key={each} value={each}>
            {`${each} mm/${unit}`}
          </option>
        ))}
      </select>
    </fieldset>
  );
}

function speedText(speed: number): string {
  const digits = speed >= 10 ? 0 : speed >= 1 ? 1 : 2;
  return `${speed.toFixed(digits)} mm/s`;
}
