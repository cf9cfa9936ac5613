import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { grouped } from '../wording/numbers';
import classes from './data.module.css';

/** How far the reading of files is, and the way to stop it. */
export function ReadingProgressBar() {
  const reading = useLab((state) => state.reading);
  const growing = useLab((state) => state.growing);
  const { cancelReading } = useActions();
  // The strip says how far the only recording is, where it can be seen already: a bar that goes would move it.
  if (!reading || (growing && reading.found === 1)) return null;
  const { done, found, name } = reading;
  const share = growing ? growing.readSeconds / growing.durationSeconds : 0;
  return (
    <div className={`${controls.card} ${classes.notice}`}>
      <label className={classes.progress}>
        <span>
          Reading {grouped(done)} of {grouped(found)}: {name}
        </span>
        <progress max={Math.max(1, found)} value={done + share} />
      </label>
      <button type="button" className={controls.button} onClick={cancelReading}>
        Cancel reading
      </button>
    </div>
  );
}
