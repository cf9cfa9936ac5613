import { classLabel, type ExampleClass } from '../../domain/task';
import { PlacedClassMark } from '../drawing/class-mark';
import { NO_NUMBER_REASON, numberText, percentText } from '../figure/number-text';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { ScrollRegion } from '../scroll-region';
import { classStyle } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import styles from './compare-panel.module.css';
import type { ResultRow } from './result-rows';

/** Se, +P and F1 of each class by strategy. */
export function ClassTable({ rows }: { readonly rows: readonly ResultRow[] }) {
  const definitions = useLab((state) => state.definitions);
  const noun = useLab((state) => state.race?.split?.noun ?? 'beat');
  const [first] = rows;
  if (!first) return null;
  const { classes } = first.result;
  return (
    <ScrollRegion className={styles.scroll} name={{ label: 'Table of each class' }}>
      <table className={styles.classes}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className={styles.firstColumn}>
              strategy
            </th>
            {classes.map((each, place) => (
              <ClassHeading
                key={each.id}
                {...{ exampleClass: each, place, noun }}
                examples={first.evaluation.perClass[each.id]?.support ?? 0}
              />
            ))}
          </tr>
          <tr>
            {classes.map(({ id }) => (
              <MetricHeadings key={id} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.strategy}>
              <th scope="row" className={styles.firstColumn}>
                {strategyName(row.strategy, definitions)}
              </th>
              {classes.map(({ id }) => (
                <MetricCells key={id} row={row} id={id} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface ClassHeadingProps {
  readonly exampleClass: ExampleClass;
  readonly place: number;
  readonly noun: string;
  readonly examples: number;
}

function ClassHeading({ exampleClass, place, noun, examples }: ClassHeadingProps) {
  return (
    <th scope="colgroup" colSpan={3} title={exampleClass.name}>
      <PlacedClassMark place={place} />{' '}
      <span style={{ color: classStyle(place).textColour }}>{classLabel(exampleClass)}</span> {grouped(examples)} test{' '}
      {noun}s
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

function MetricCells({ row, id }: { readonly row: ResultRow; readonly id: string }) {
  const metrics = row.evaluation.perClass[id];
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
