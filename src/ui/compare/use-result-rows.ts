import { useMemo } from 'react';
import type { StrategyResult } from '../../domain/training';
import { useLab } from '../lab-context';
import { type ResultRow, rowsOf } from './result-rows';

const NO_RESULTS: readonly StrategyResult[] = [];

/** The rows of the present race, in its order. */
export function useResultRows(): readonly ResultRow[] {
  const results = useLab((state) => state.race?.results ?? NO_RESULTS);
  const draggedWeights = useLab((state) => state.draggedWeights);
  return useMemo(() => rowsOf(results, draggedWeights), [results, draggedWeights]);
}
