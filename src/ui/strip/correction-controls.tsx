import { NO_EDITS } from '../../domain/annotation-edits';
import { BEAT_CLASS_NAMES, beatClassOf } from '../../domain/beat-class';
import { useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './strip.module.css';
import { SMALL_BUTTON, SMALL_SELECT } from './strip-toolbar';
import type { Correcting } from './use-correcting';

/** Every symbol that marks a beat, as PhysioNet names them. */
const BEAT_SYMBOLS: readonly (readonly [symbol: string, name: string])[] = [
  ['N', 'normal'],
  ['L', 'left bundle branch block'],
  ['R', 'right bundle branch block'],
  ['e', 'atrial escape'],
  ['j', 'nodal escape'],
  ['A', 'atrial premature'],
  ['a', 'aberrated atrial premature'],
  ['J', 'nodal premature'],
  ['S', 'supraventricular premature'],
  ['V', 'ventricular premature'],
  ['E', 'ventricular escape'],
  ['F', 'fusion of ventricular and normal'],
  ['/', 'paced'],
  ['f', 'fusion of paced and normal'],
  ['Q', 'unclassifiable'],
];

interface CorrectionControlsProps {
  readonly recordingId: string;
  readonly correcting: boolean;
  /** Symbol of the selected beat; undefined without one. */
  readonly symbol: string | undefined;
  readonly actions: Correcting;
  readonly onCorrecting: (on: boolean) => void;
  readonly onAdd: () => void;
}

/** Relabel, add, delete, undo, redo. Off until it is wanted, so that no tap changes a beat by accident. */
export function CorrectionControls(props: CorrectionControlsProps) {
  const { recordingId, correcting, symbol, actions, onCorrecting, onAdd } = props;
  const { done, undone } = useLab((state) => state.edits[recordingId]) ?? NO_EDITS;
  return (
    <fieldset className={classes.group}>
      <legend className={controls.hidden}>Correct beats</legend>
      <button
        type="button"
        className={SMALL_BUTTON}
        aria-pressed={correcting}
        title="Correct the labels of beats by hand (E). A tap where no beat is adds one; results become stale."
        onClick={() => onCorrecting(!correcting)}
      >
        Correct beats
      </button>
      {correcting && (
        <>
          <select
            className={SMALL_SELECT}
            aria-label="Label of the selected beat"
            title="What the selected beat is; also what an added beat is called"
            value={symbol ?? ''}
            disabled={symbol === undefined}
            onChange={(event) => actions.relabel(event.target.value)}
          >
            {symbol === undefined && <option value="">no beat</option>}
            {BEAT_SYMBOLS.map(([each, name]) => (
              <option key={each} value={each} title={BEAT_CLASS_NAMES[beatClassOf(each) ?? 'Q']}>
                {`${each} ${name}`}
              </option>
            ))}
          </select>
          <button
            type="button"
            className={SMALL_BUTTON}
            title="Adds a beat at the bold line of the calipers, or in the middle of the strip (A)"
            onClick={onAdd}
          >
            Add
          </button>
          <button
            type="button"
            className={SMALL_BUTTON}
            disabled={symbol === undefined}
            title="Deletes the selected beat (Delete)"
            onClick={actions.remove}
          >
            Delete
          </button>
        </>
      )}
      {(correcting || done.length + undone.length > 0) && (
        <>
          <button
            type="button"
            className={SMALL_BUTTON}
            disabled={done.length === 0}
            title="Takes the last correction back (Ctrl+Z)"
            onClick={actions.undo}
          >
            Undo
          </button>
          <button
            type="button"
            className={SMALL_BUTTON}
            disabled={undone.length === 0}
            title="Does again what was taken back (Ctrl+Shift+Z)"
            onClick={actions.redo}
          >
            Redo
          </button>
        </>
      )}
    </fieldset>
  );
}
