import { BEAT_CLASSES } from '../../domain/beat-class';
import { PARTS, type SplitDescription } from '../../domain/dataset';
import { CLASS_STYLES } from '../theme/meaning';
import { counted, grouped } from '../wording/numbers';
import styles from './compare-panel.module.css';

const PART_NAMES = { train: 'training', validation: 'validation', test: 'test' } as const;

/** What was put where: the rule in a sentence, what is wrong with it, and the beats of each class in each part. */
export function SplitView({ split }: { readonly split: SplitDescription }) {
  return (
    <div className={styles.split}>
      <p>
        All numbers are on the <strong>test part</strong>. {split.sentence}
      </p>
      {split.warnings.map((warning) => (
        <p key={warning} className={styles.warning} role="note">
          {warning}
        </p>
      ))}
      {notesOn(split).map((note) => (
        <p key={note} className={styles.soft}>
          {note}
        </p>
      ))}
      <details>
        <summary>Beats of each class in each part</summary>
        <CountsTable split={split} />
      </details>
    </div>
  );
}

/** Beats of MIT-BIH's DS2 that come from one person (counted by annotation): a class of one patient judges that patient. */
function notesOn({ rule, recordings }: SplitDescription): string[] {
  if (rule !== 'aami' && rule !== 'aami-strict') return [];
  return [
    ...(recordings.test.includes('213') ? ['In DS2 nearly all F beats are those of record 213.'] : []),
    ...(recordings.test.includes('232') ? ['In DS2 three quarters of the S beats are those of record 232.'] : []),
  ];
}

function CountsTable({ split }: { readonly split: SplitDescription }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label="Beats of each class in each part">
      <table className={styles.classes}>
        <thead>
          <tr>
            <th scope="col">part</th>
            <th scope="col">recordings</th>
            {BEAT_CLASSES.map((name) => (
              <th key={name} scope="col" style={{ color: CLASS_STYLES[name].textColour }}>
                {name}
              </th>
            ))}
            <th scope="col">all</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part}>
              <th scope="row">{PART_NAMES[part]}</th>
              <td title={split.recordings[part].join(' ')}>{grouped(split.recordings[part].length)}</td>
              {BEAT_CLASSES.map((name) => (
                <td key={name}>{grouped(split.counts[part][name])}</td>
              ))}
              <td>
                {counted(
                  BEAT_CLASSES.reduce((sum, name) => sum + split.counts[part][name], 0),
                  'beat',
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
