/** What the results table shows, derived from the race's results and from weights that were dragged. */

import type { Evaluation } from '../../domain/evaluation';
import type { StrategyResult } from '../../domain/training';
import { averageProbabilities } from '../../evaluation/late-weights';
import { evaluate } from '../../evaluation/metrics';

export interface ResultRow {
  readonly strategy: string;
  readonly result: StrategyResult;
  /** On the test part, with `weights`. */
  readonly evaluation: Evaluation;
  readonly weights: readonly number[];
  /** True where a person chose the weights with the test part in sight: such a number proves nothing. */
  readonly dragged: boolean;
}

/** A row stays the same object while its result and weights do, so that only the dragged one is judged and drawn anew. */
export function rowsOf(
  results: readonly StrategyResult[],
  draggedWeights: Readonly<Record<string, readonly number[]>>,
): ResultRow[] {
  return results.map((result) => {
    const dragged = result.members.length > 1 ? draggedWeights[result.strategy] : undefined;
    const last = lastRows.get(result);
    if (last && last.weights === (dragged ?? result.weights)) return last;
    const row = rowOf(result, dragged);
    lastRows.set(result, row);
    return row;
  });
}

const lastRows = new WeakMap<StrategyResult, ResultRow>();

function rowOf(result: StrategyResult, dragged: readonly number[] | undefined): ResultRow {
  const weights = dragged ?? result.weights;
  const members = result.members.map(({ test }) => test);
  const evaluation = evaluate(
    averageProbabilities(members, weights),
    result.classes.map(({ id }) => id),
  );
  return { strategy: result.strategy, result, evaluation, weights, dragged: dragged !== undefined };
}

export interface ResultColumn {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly digits: number;
  /** What it is, in a line. */
  readonly why: string;
  /** False where more is not better, so that nothing is set in bold. */
  readonly ranked: boolean;
  read(row: ResultRow): number;
}

export const RESULT_COLUMNS: readonly ResultColumn[] = [
  {
    id: 'accuracy',
    label: 'accuracy',
    unit: '%',
    digits: 1,
    why: 'Examples called right. Where one class is frequent (nearly all beats are N) it says little of the others.',
    ranked: true,
    read: ({ evaluation }) => 100 * evaluation.accuracy,
  },
  {
    id: 'balanced',
    label: 'balanced accuracy',
    unit: '%',
    digits: 1,
    why: 'Mean sensitivity over the classes present: every class counts alike.',
    ranked: true,
    read: ({ evaluation }) => 100 * evaluation.balancedAccuracy,
  },
  {
    id: 'macro-f1',
    label: 'macro-F1',
    unit: '',
    digits: 2,
    why: 'Mean F1 over the classes present, 0 to 1: finding a class and not crying wolf both count.',
    ranked: true,
    read: ({ evaluation }) => evaluation.macroF1,
  },
  {
    id: 'parameters',
    label: 'parameters',
    unit: '',
    digits: 0,
    why: 'Trained numbers of all members.',
    ranked: false,
    read: ({ result }) => result.parameters,
  },
  {
    id: 'speed',
    label: 'speed',
    unit: '1/s',
    digits: 0,
    why: 'Beats, windows or rows trained on in a second, on this machine and backend.',
    ranked: false,
    read: ({ result }) => result.beatsPerSecond,
  },
];

export interface Sorting {
  /** Id of a column; `strategy` keeps the order of the race. */
  readonly column: string;
  readonly descending: boolean;
}

/** Sorted rows; those without a number come last either way. */
export function sortRows(rows: readonly ResultRow[], { column, descending }: Sorting): ResultRow[] {
  const by = RESULT_COLUMNS.find(({ id }) => id === column);
  if (!by) return descending ? [...rows].reverse() : [...rows];
  const sign = descending ? -1 : 1;
  const place = (row: ResultRow): number => {
    const value = by.read(row);
    return Number.isFinite(value) ? sign * value : Number.POSITIVE_INFINITY;
  };
  return [...rows].sort((a, b) => place(a) - place(b) || 0);
}

/** The best value of a column among the rows that were not dragged; NaN where there is nothing to compare. */
export function bestOf(rows: readonly ResultRow[], { ranked, read }: ResultColumn): number {
  const values = rows
    .filter(({ dragged }) => !dragged)
    .map(read)
    .filter(Number.isFinite);
  return ranked && values.length > 1 ? Math.max(...values) : Number.NaN;
}
