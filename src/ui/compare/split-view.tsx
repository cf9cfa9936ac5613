import { PARTS, type SplitDescription } from '../../domain/dataset';
import { classLabel } from '../../domain/task';
import { ScrollRegion } from '../scroll-region';
import { CLASS_STYLES, classStyle } from '../theme/meaning';
import { counted as countOf, grouped } from '../wording/numbers';
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
        <summary>{titleOf(split)}</summary>
        <CountsTable split={split} />
      </details>
    </div>
  );
}

function CountsTable({ split }: { readonly split: SplitDescription }) {
  const { counted } = split;
  return (
    <ScrollRegion className={styles.scroll} name={{ label: titleOf(split) }}>
      <table className={styles.classes}>
        <thead>
          <tr>
            <th scope="col" className={styles.firstColumn}>
              part
            </th>
            <th scope="col">recordings</th>
            {counted.map((each, place) => (
              <th key={each.id} scope="col" title={each.name} style={{ color: textColourAt(place, counted) }}>
                {classLabel(each)}
              </th>
            ))}
            <th scope="col">all</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part}>
              <th scope="row" className={styles.firstColumn}>
                {PART_NAMES[part]}
              </th>
              <td title={split.recordings[part].join(' ')}>{grouped(split.recordings[part].length)}</td>
              {split.counted.map(({ id }) => (
                <td key={id}>{grouped(split.counts[part][id] ?? 0)}</td>
              ))}
              <td>{countOf(totalOf(split.counts[part]), split.noun)}</td>
            </tr>
          ))}
          {Object.entries(split.published).map(([name, counts]) => (
            <tr key={name} className={styles.soft}>
              <th scope="row" className={styles.firstColumn}>
                {name} as published
              </th>
              <td />
              {split.counted.map(({ id }) => (
                <td key={id}>{grouped(counts[id] ?? 0)}</td>
              ))}
              <td>{countOf(totalOf(counts), split.noun)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** `Windows of each class in each part` */
function titleOf({ noun }: SplitDescription): string {
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s of each class in each part`;
}

/** The last of what is counted is what was left out. */
function textColourAt(place: number, counted: SplitDescription['counted']): string {
  return place === counted.length - 1 ? CLASS_STYLES.Q.textColour : classStyle(place).textColour;
}

function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
