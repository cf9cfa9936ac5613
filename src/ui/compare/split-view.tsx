import { BEAT_CLASSES, type BeatClass } from '../../domain/beat-class';
import { PARTS, type SplitDescription } from '../../domain/dataset';
import { CLASS_STYLES } from '../theme/meaning';
import { counted, grouped } from '../wording/numbers';
import styles from './compare-panel.module.css';

const PART_NAMES = { train: 'training', validation: 'validation', test: 'test' } as const;

/** What was put where: the rule in a sentence, and the beats of each class in each part. */
export function SplitView({ split }: { readonly split: SplitDescription }) {
  return (
    <div className={styles.split}>
      <p>
        All numbers are on the <strong>test part</strong>; bold is the highest of this one run. {split.sentence}
      </p>
      {split.notes.map((note) => (
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
              <td>{counted(totalOf(split.counts[part]), 'beat')}</td>
            </tr>
          ))}
          {Object.entries(split.published).map(([name, counts]) => (
            <tr key={name} className={styles.soft}>
              <th scope="row">{name} as published</th>
              <td />
              {BEAT_CLASSES.map((beatClass) => (
                <td key={beatClass}>{grouped(counts[beatClass])}</td>
              ))}
              <td>{counted(totalOf(counts), 'beat')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function totalOf(counts: Readonly<Record<BeatClass, number>>): number {
  return BEAT_CLASSES.reduce((sum, name) => sum + counts[name], 0);
}
