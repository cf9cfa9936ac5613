import { isFusion } from '../../fusion/registry';
import type { Race } from '../../lab/state';
import { shareText } from '../figure/number-text';
import { representationName, strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { notesOf, standingOf } from './race-sentences';
import styles from './train-panel.module.css';

/** How far the whole race is, how long it takes yet and how fast it goes; before it trains, what is being prepared. */
export function RaceProgressView({ race }: { readonly race: Race }) {
  const fraction = race.progress?.totalFraction ?? 0;
  const standing = standingOf(race);
  return (
    <label className={styles.progress}>
      <span className={styles.phase}>{standing}</span>
      <progress max={1} value={fraction} aria-label="Whole race">
        {shareText(fraction, 0)}
      </progress>
    </label>
  );
}

/** What the race has to say beside its curves: one sentence is shown, several unfold from a line. */
export function RaceNotes({ race }: { readonly race: Race }) {
  const definitions = useLab((state) => state.definitions);
  const notes = notesOf(race, (model) =>
    isFusion(model) ? strategyName(model, definitions) : representationName(model, definitions),
  );
  const [first, ...others] = notes;
  if (first === undefined) return null;
  if (others.length === 0) return <p className={styles.notes}>{first}</p>;
  return (
    <details className={styles.notes}>
      <summary>
        {notes.length} notes · {first}
      </summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
