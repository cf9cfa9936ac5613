import type { Race } from '../../lab/state';
import { useActions } from '../lab-context';
import { usePlainKey } from '../shell/use-plain-key';
import controls from '../theme/controls.module.css';
import styles from './train-panel.module.css';

const STOP_WHY = 'Ends training here and judges what has been learned. Cancel, above, throws it away instead.';

/** What may be done to a race that trains; one step or one epoch only where it stands still. */
export function RaceControls({ race: { status, control } }: { readonly race: Race }) {
  const { stepTraining, trainOneEpoch, stopTraining } = useActions();
  const commandable = status === 'training' && control !== 'stopping';
  const paused = control === 'paused';
  return (
    <fieldset className={styles.controls}>
      <legend className={controls.hidden}>Control of this race</legend>
      <PauseButton paused={paused} enabled={commandable} />
      {paused && (
        <>
          <Control
            label="One step"
            why="Takes one optimiser step, a single batch of beats, and pauses again."
            enabled={commandable}
            onClick={stepTraining}
          />
          <Control
            label="One epoch"
            why="Trains until every strategy has finished its present epoch, and pauses again."
            enabled={commandable}
            onClick={trainOneEpoch}
          />
        </>
      )}
      <Control label="Stop and judge" why={STOP_WHY} enabled={commandable} onClick={stopTraining} />
    </fieldset>
  );
}

/** One button for both, so that it keeps the focus; P presses it from anywhere. */
function PauseButton({ paused, enabled }: { readonly paused: boolean; readonly enabled: boolean }) {
  const { pauseTraining, resumeTraining } = useActions();
  const press = paused ? resumeTraining : pauseTraining;
  usePlainKey('p', enabled, press);
  return (
    <Control
      label={paused ? 'Resume' : 'Pause'}
      why={
        paused
          ? 'Trains on from exactly where it stands (P).'
          : 'Halts before the next step; nothing is lost, and settings can be changed meanwhile (P).'
      }
      shortcut="P"
      enabled={enabled}
      onClick={press}
    />
  );
}

interface ControlProps {
  readonly label: string;
  /** One line, shown on hovering and read out after the name. */
  readonly why: string;
  readonly shortcut?: string;
  readonly enabled: boolean;
  readonly onClick: () => void;
}

function Control({ label, why, shortcut, enabled, onClick }: ControlProps) {
  return (
    <button
      type="button"
      className={`${controls.button} ${controls.small}`}
      title={why}
      aria-keyshortcuts={shortcut}
      disabled={!enabled}
      onClick={onClick}
    >
      {label}
    </button>
  );
}
