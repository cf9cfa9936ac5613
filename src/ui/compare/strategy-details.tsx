import { useMemo } from 'react';
import type { ConfusionMatrixInput } from '../../plots/confusion-matrix';
import type { PerClassInput } from '../../plots/per-class';
import { Figure } from '../figure/figure';
import { plottedStrategy, strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import styles from './compare-panel.module.css';
import { classesOf, type ResultRow } from './result-rows';

/** Its three panels stand below each other where it is narrow. */
const perClassHeightPx = (widthPx: number): number => (widthPx < 560 ? 760 : 380);

/** The selected strategy's confusion matrix, and beside it every class in every strategy. */
export function StrategyDetails({ row, rows }: { readonly row: ResultRow; readonly rows: readonly ResultRow[] }) {
  const definitions = useLab((state) => state.definitions);
  const matrix = useMemo(
    (): ConfusionMatrixInput => ({
      strategy: strategyName(row.strategy, definitions) + (row.dragged ? ' (dragged weights)' : ''),
      classes: classesOf(row.result),
      confusion: row.evaluation.confusion,
    }),
    [row, definitions],
  );
  const perClass = useMemo(
    (): PerClassInput => ({
      classes: classesOf(row.result),
      strategies: rows.map(({ strategy, evaluation }) => ({
        ...plottedStrategy(strategy, definitions),
        perClass: evaluation.perClass,
      })),
    }),
    [row.result, rows, definitions],
  );
  return (
    <div className={styles.details}>
      <Figure plot="confusion-matrix" input={matrix} heightPx={340} />
      <Figure plot="per-class" input={perClass} heightPx={perClassHeightPx} />
    </div>
  );
}
