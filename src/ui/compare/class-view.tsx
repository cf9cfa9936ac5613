import { useMemo } from 'react';
import type { ClassMetrics } from '../../domain/evaluation';
import { classLabel } from '../../domain/task';
import type { PerClassInput } from '../../plots/per-class';
import { Figure } from '../figure/figure';
import { plottedStrategy } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { ClassTable } from './class-table';
import styles from './compare-panel.module.css';
import type { ResultRow } from './result-rows';

/** Its three panels stand below each other where it is narrow. */
const heightPx = (widthPx: number): number => (widthPx < 560 ? 760 : 400);

/** Every class in every strategy, drawn and in numbers. */
export function ClassView({ rows }: { readonly rows: readonly ResultRow[] }) {
  const definitions = useLab((state) => state.definitions);
  const input = useMemo(
    (): PerClassInput => ({
      classes: rows[0]?.result.classes.map(classLabel) ?? [],
      strategies: rows.map(({ strategy, result, evaluation }) => ({
        ...plottedStrategy(strategy, definitions),
        perClass: Object.fromEntries(
          result.classes.map((each) => [classLabel(each), evaluation.perClass[each.id] as ClassMetrics]),
        ),
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
