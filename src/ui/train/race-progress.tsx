import type { Race } from '../../lab/state';
import { shareText } from '../figure/number-text';
import { grouped, roughDuration } from '../wording/numbers';
import { backendName } from './backend-name';
import styles from './train-panel.module.css';

/** How far the whole race is, how long it takes yet and how fast it goes; before it trains, what is being prepared. */
export function RaceProgressView({ race: { phase, progress } }: { readonly race: Race }) {
  const fraction = progress?.totalFraction ?? 0;
  return (
    <label className={styles.progress}>
      <span className={styles.phase}>
        {progress
          ? `${roughDuration(progress.secondsLeft)} left · ${grouped(Math.round(progress.beatsPerSecond))} beats/s`
          : phase}
      </span>
      <progress max={1} value={fraction} aria-label="Whole race">
        {shareText(fraction, 0)}
      </progress>
    </label>
  );
}

/** How a race ended; empty while it runs. */
export function endingOf({ status, backend }: Race): string {
  if (status === 'finished') return `Finished on ${backendName(backend)}`;
  if (status === 'cancelled') return 'Cancelled; what was finished before stays';
  return status === 'failed' ? 'Failed' : '';
}
