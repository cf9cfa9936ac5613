import { useCallback } from 'react';
import type { LabState } from '../../lab/state';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { percent } from '../wording/numbers';
import classes from './shell.module.css';
import { bringIntoSight } from './use-go-to';
import { usePlainKey } from './use-plain-key';

/** Why training cannot start now; null where it can. */
function obstacleOf({ recordings, spec, engine, reading }: LabState): string | null {
  if (reading) return 'Wait until the files are read, or cancel that.';
  if (recordings.length === 0) return 'There are no recordings to train on.';
  if (spec.fusion.strategies.length === 0) return 'Choose a strategy first.';
  return engine.status === 'failed' ? engine.problem.message : null;
}

/** Starts the race; while it runs, stops it. */
export function TrainButton() {
  const status = useLab((state) => state.race?.status);
  const obstacle = useLab(obstacleOf);
  const { train, cancelTraining } = useActions();
  // On a small screen the curves are further down: who starts a race wants to see it.
  const start = useCallback(() => {
    train();
    bringIntoSight('train');
  }, [train]);
  const running = status === 'preparing' || status === 'training';
  // From anywhere but where a letter is typed.
  usePlainKey('t', !running && status !== 'cancelling' && obstacle === null, start);
  if (running) return <CancelButton onClick={cancelTraining} />;
  if (status === 'cancelling') {
    return (
      <button type="button" className={`${controls.button} ${classes.train}`} disabled>
        Cancelling
      </button>
    );
  }
  return (
    <button
      type="button"
      className={`${controls.button} ${controls.primary} ${classes.train}`}
      disabled={obstacle !== null}
      title={obstacle ?? 'Train every chosen strategy on the same beats (T)'}
      aria-keyshortcuts="T"
      onClick={start}
    >
      Train
    </button>
  );
}

function CancelButton({ onClick }: { readonly onClick: () => void }) {
  const fraction = useLab((state) => state.race?.progress?.totalFraction ?? 0);
  return (
    <button
      type="button"
      className={`${controls.button} ${classes.train} ${classes.cancel}`}
      title="Ends the race and throws away what is not finished. Stop and judge, in Train, keeps it."
      onClick={onClick}
    >
      <span className={classes.cancelProgress} style={{ inlineSize: `${100 * fraction}%` }} />
      <span>Cancel</span>
      <span className={classes.cancelPercent}>{percent(fraction, 0)}</span>
    </button>
  );
}
