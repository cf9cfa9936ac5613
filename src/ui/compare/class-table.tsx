import type { TrainingClass } from '../../domain/beat-class';
import { BEAT_CLASS_NAMES } from '../../domain/beat-class';
import { NO_NUMBER_REASON, numberText, percentText } from '../figure/number-text';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { CLASS_STYLES } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import styles from './compare-panel.module.css';
import { classesOf, type ResultRow } from './result-rows';

/** Se, +P and F1 of each class by strategy. */
export function ClassTable({ rows }: { readonly rows: readonly ResultRow[] }) {
  const definitions = useLab((state) => state.definitions);
  const [first] = rows;
  if (!first) return null;
  const classes = classesOf(first.result);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label="Table of each class">
      <table className={styles.classes}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              strategy
            </th>
            {classes.map((name) => (
              <ClassHeading key={name} name={name} beats={first.evaluation.perClass[name]?.support ?? 0} />
            ))}
          </tr>
          <tr>
            {classes.map((name) => (
              <MetricHeadings key={name} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.strategy}>
              <th scope="row">{strategyName(row.strategy, definitions)}</th>
              {classes.map((name) => (
                <MetricCells key={name} row={row} name={name} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ClassHeading({ name, beats }: { readonly name: TrainingClass; readonly beats: number }) {
  return (
    <th scope="colgroup" colSpan={3} title={BEAT_CLASS_NAMES[name]}>
      <span style={{ color: CLASS_STYLES[name].textColour }}>{name}</span> {grouped(beats)} test beats
    </th>
  );
}

function MetricHeadings() {
  return (
    <>
      <th scope="col">Se, %</th>
      <th scope="col">+P, %</th>
      <th scope="col">F1</th>
    </>
  );
}

function MetricCells({ row, name }: { readonly row: ResultRow; readonly name: TrainingClass }) {
  const metrics = row.evaluation.perClass[name];
  if (!metrics) return <td colSpan={3} />;
  return (
    <>
      <Cell text={percentText(metrics.se)} value={metrics.se} />
      <Cell text={percentText(metrics.ppv)} value={metrics.ppv} />
      <Cell text={numberText(metrics.f1, 2)} value={metrics.f1} />
    </>
  );
}

function Cell({ text, value }: { readonly text: string; readonly value: number }) {
  return <td title={Number.isFinite(value) ? undefined : NO_NUMBER_REASON}>{text}</td>;
}
