import { BEAT_CLASS_NAMES, type BeatClass } from '../../domain/beat-class';
import type { Lead } from '../../domain/recording';
import { ClassMark } from '../drawing/class-mark';
import controls from '../theme/controls.module.css';
import { CLASS_STYLES } from '../theme/meaning';
import { counted, grouped } from '../wording/numbers';
import { type BeatTrack, classesPresent } from './beat-track';
import { GAINS, type Gain, PIXELS_PER_MM } from './paper';
import classes from './strip.module.css';
import type { StripCommand } from './strip-keys';

const SMALL_BUTTON = `${controls.button} ${controls.small}`;
const SMALL_SELECT = `${controls.select} ${controls.small}`;

interface BeatControlsProps {
  readonly track: BeatTrack;
  readonly onCommand: (command: StripCommand) => void;
}

/** Previous and next beat, and one button a class that is legend, count and "next of this class" in one. */
export function BeatControls({ track, onCommand }: BeatControlsProps) {
  const step = (by: 1 | -1): void => onCommand({ kind: 'beat', step: by });
  const empty = track.beats.length === 0;
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
      {classesPresent(track).map(({ beatClass, count }) => (
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

function Chevron({ path }: { readonly path: string }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

interface LeadSelectProps {
  readonly leads: readonly Lead[];
  readonly shown: Lead;
  readonly analysed: Lead | undefined;
  readonly onChange: (name: string) => void;
}

export function LeadSelect({ leads, shown, analysed, onChange }: LeadSelectProps) {
  return (
    <select
      className={SMALL_SELECT}
      aria-label="Lead"
      title="Lead that is drawn; models always see the analysed one"
      value={shown.name}
      onChange={(event) => onChange(event.target.value)}
    >
      {leads.map((lead) => (
        <option key={lead.name} value={lead.name}>
          {lead === analysed ? `${lead.name} (analysed)` : lead.name}
        </option>
      ))}
    </select>
  );
}

interface ScaleControlsProps {
  readonly pixelsPerSecond: number;
  readonly gain: Gain;
  readonly unit: string;
  readonly onGain: (gain: Gain) => void;
  readonly onCommand: (command: StripCommand) => void;
}

/** Speed and amplitude, in the paper's own units. */
export function ScaleControls({ pixelsPerSecond, gain, unit, onGain, onCommand }: ScaleControlsProps) {
  const speed = pixelsPerSecond / PIXELS_PER_MM;
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
      <button
        type="button"
        className={SMALL_BUTTON}
        title="Back to paper speed, 25 mm/s (0)"
        aria-label={`Speed ${speedText(speed)}; back to 25 mm/s`}
        onClick={() => onCommand({ kind: 'paper-speed' })}
      >
        {speedText(speed)}
      </button>
      <select
        className={SMALL_SELECT}
        aria-label="Amplitude"
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
