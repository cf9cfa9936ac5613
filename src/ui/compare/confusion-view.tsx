import { useMemo } from 'react';
import { classLabel } from '../../domain/task';
import type { ConfusionMatrixInput } from '../../plots/confusion-matrix';
import { Figure } from '../figure/figure';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import type { ResultRow } from './result-rows';

/** The selected strategy's confusion matrix on the test part. */
export function ConfusionView({ row }: { readonly row: ResultRow }) {
  const definitions = useLab((state) => state.definitions);
  const input = useMemo(
    (): ConfusionMatrixInput => ({
      strategy: strategyName(row.strategy, definitions) + (row.dragged ? ' (dragged weights)' : ''),
      classes: row.result.classes.map(classLabel),
      confusion: row.evaluation.confusion,
    }),
    [row, definitions],
  );
  return <Figure plot="confusion-matrix" input={input} height={340} />;
}
