import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { savedQuestion } from './race-sentences';
import styles from './train-panel.module.css';

/** A race that a reload or a crash interrupted, offered for continuing; nothing where there is none. */
export function SavedRaceOffer() {
  const savedRace = useLab((state) => state.savedRace);
  const { continueSaved, discardSaved } = useActions();
  if (!savedRace) return null;
  return (
    <section className={styles.offer} aria-label="Interrupted training">
      <p>{savedQuestion(savedRace, new Date())}</p>
      <button
        type="button"
        className={`${controls.button} ${controls.small}`}
        title="Trains on from the last finished epoch, under the settings that it had; its recordings must be open."
        onClick={continueSaved}
      >
        Continue
      </button>
      <button
        type="button"
        className={`${controls.button} ${controls.small}`}
        title="Forgets the interrupted training for good."
        onClick={discardSaved}
      >
        Discard
      </button>
    </section>
  );
}
