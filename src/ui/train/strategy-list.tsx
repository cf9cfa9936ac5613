import type { CSSProperties } from 'react';
import { isFusion } from '../../fusion/registry';
import type { Race } from '../../lab/state';
import { percentText } from '../figure/number-text';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { modalityColour } from '../theme/meaning';
import { type StrategyStatus, statusesOf } from './strategy-status';
import styles from './train-panel.module.css';

/** Every strategy of the race and where it stands. */
export function StrategyList({ race }: { readonly race: Race }) {
  const definitions = useLab((state) => state.definitions);
  return (
    <ul className={styles.statuses} aria-label="Strategies of this race">
      {statusesOf(race).map((status) => (
        <li
          key={status.strategy}
          data-state={status.state}
          style={{ '--done': doneShare(status, race) } as CSSProperties}
        >
          <i style={{ background: isFusion(status.strategy) ? 'var(--ink)' : modalityColour(status.strategy) }} />
          <span>{strategyName(status.strategy, definitions)}</span>
          <span className={styles.state}>{sentenceOf(status, race)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Share of the epochs, 0 to 1, of the strategy that is training: the line under its name grows with it. */
function doneShare({ state }: StrategyStatus, { epochs, progress }: Race): number {
  if (state !== 'training' || !progress) return 0;
  return Math.min(1, (progress.epoch - 1 + progress.epochFraction) / epochs);
}

function sentenceOf(
  { state, epochs, validationAccuracy }: StrategyStatus,
  { epochs: planned, progress }: Race,
): string {
  if (state === 'done') return Number.isFinite(validationAccuracy) ? `${percentText(validationAccuracy)} %` : '';
  if (state === 'stopped') return epochs > 0 ? `${epochs} of ${planned} epochs` : 'not trained';
  if (state === 'waiting') return 'waits';
  return progress ? `${progress.epoch} of ${planned}` : 'begins';
}
