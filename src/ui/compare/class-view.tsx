import { useMemo } from 'react';
import type { PerClassInput } from '../../plots/per-class';
import { Figure } from '../figure/figure';
import { plottedStrategy } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { ClassTable } from './class-table';
import styles from './compare-panel.module.css';
import { classesOf, type ResultRow } from './result-rows';

/** Its three panels stand below each other where it is narrow. */
const heightPx = (widthPx: number): number => (widthPx < 560 ? 760 : 400);

/** Every class in every strategy, drawn and in numbers. */
export function ClassView({ rows }: { readonly rows: readonly ResultRow[] }) {
  const definitions = useLab((state) => state.definitions);
  const input = useMemo(
    (): PerClassInput => ({
      classes: rows[0] ? classesOf(rows[0].result) : [],
      strategies: rows.map(({ strategy, evaluation }) => ({
        ...plottedStrategy(strategy, definitions),
        perClass: evaluation.perClass,
      })),
    }),
    [rows, definitions],
  );
  return (
    <div className={styles.stack}>
      <Figure plot="per-class" input={input} height={heightPx} />
      <ClassTable rows={rows} />
    </div>
  );
}
