import type { OfflineState } from '../../lab/state';
import { summaryOf } from '../data/recording-facts';
import { useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { chooseTheme, THEME_CHOICES, useThemeChoice } from '../theme/theme-choice';
import { counted } from '../wording/numbers';
import { Disclosure } from './disclosure';
import classes from './shell.module.css';

/** What is open, and whether it is real. */
export function DataChip() {
  const recordings = useLab((state) => state.recordings);
  const builtin = useLab((state) => state.source === 'builtin');
  const isMitBih = useLab((state) => state.looksLikeMitBih);
  if (recordings.length === 0) return null;
  const { subjects, recordings: count, synthetic } = summaryOf(recordings);
  const name = builtin ? 'Built-in cohort' : isMitBih ? 'MIT-BIH' : 'Your files';
  const isTable = recordings.every(({ excerptSamples }) => excerptSamples !== undefined);
  const size = isTable
    ? counted(count, 'table')
    : count === subjects
      ? counted(subjects, 'patient')
      : `${counted(count, 'recording')}, ${counted(subjects, 'patient')}`;
  return (
    <p className={`${controls.chip} ${classes.data}`}>
      <strong>{name}</strong>
      {synthetic && (
        <span className={controls.tag} title="Made by a model, not measured on a person">
          synthetic
        </span>
      )}
      <span className={`${controls.soft} ${classes.dataSize}`}>{size}</span>
    </p>
  );
}

const OFFLINE: Readonly<Record<OfflineState, readonly [label: string, why: string]>> = {
  unsupported: ['online only', 'This browser, or this way of serving the page, cannot keep the lab for offline use.'],
  installing: ['preparing offline', 'The lab is being stored in this browser; then it needs no network.'],
  ready: ['ready offline', 'Everything is stored in this browser: cut the network and it still works.'],
  'update-waiting': ['ready offline', 'Everything is stored in this browser, and a newer version is waiting.'],
};

export function OfflineChip() {
  const [label, why] = OFFLINE[useLab((state) => state.offline)];
  return (
    <Disclosure summary={label}>
      <p>{why} Files that you open stay on this machine in any case.</p>
    </Disclosure>
  );
}

export function ThemeToggle() {
  const choice = useThemeChoice();
  const next = THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length] ?? 'system';
  return (
    <button
      type="button"
      className={`${controls.chip} ${classes.theme}`}
      aria-label={`Theme: ${choice}. Change to ${next}.`}
      title={`Theme: ${choice}`}
      onClick={() => chooseTheme(next)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
        {choice !== 'light' && (
          <path d={choice === 'dark' ? 'M8 1.5a6.5 6.5 0 1 0 .01 0z' : 'M8 1.5a6.5 6.5 0 0 1 0 13z'} />
        )}
      </svg>
      <span className={classes.themeName}>{choice === 'system' ? 'auto' : choice}</span>
    </button>
  );
}
