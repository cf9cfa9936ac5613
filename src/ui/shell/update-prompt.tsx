import { useState } from 'react';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './shell.module.css';

/** Asks before a new version is loaded, and keeps quiet while anything trains. */
export function UpdatePrompt() {
  const waiting = useLab(({ offline, race }) => {
    const training = race?.status === 'preparing' || race?.status === 'training' || race?.status === 'cancelling';
    return offline === 'update-waiting' && !training;
  });
  const { applyUpdate } = useActions();
  const [later, setLater] = useState(false);
  return (
    <div role="status">
      {waiting && !later && (
        <div className={classes.update}>
          <p>A new version of the lab is ready. Loading it closes the open files and the results of this page.</p>
          <button type="button" className={`${controls.button} ${controls.small}`} onClick={applyUpdate}>
            Update now
          </button>
          <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => setLater(true)}>
            Later
          </button>
        </div>
      )}
    </div>
  );
}
