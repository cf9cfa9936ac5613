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
        <li key={status.strategy} data-state={status.state}>
          <i style={{ background: isFusion(status.strategy) ? 'var(--ink)' : modalityColour(status.strategy) }} />
          <span>{strategyName(status.strategy, definitions)}</span>
          <span className={styles.state}>{sentenceOf(status, race.epochs)}</span>
        </li>
      ))}
    </ul>
  );
}

function sentenceOf({ state, epochs, validationAccuracy }: StrategyStatus, planned: number): string {
  const reached = Number.isFinite(validationAccuracy) ? `${percentText(validationAccuracy)} %` : '';
  if (state === 'done') return reached;
  if (state === 'stopped') return epochs > 0 ? `stopped after ${epochs} of ${planned} epochs` : 'not trained';
  if (state === 'waiting') return 'waits';
  return reached ? `epoch ${epochs + 1} of ${planned} · ${reached}` : 'begins';
}
