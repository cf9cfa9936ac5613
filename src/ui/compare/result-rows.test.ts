import { describe, expect, it } from 'vitest';
import type { Predictions } from '../../domain/evaluation';
import { BEAT_EXAMPLE_CLASSES } from '../../domain/task';
import type { StrategyResult } from '../../domain/training';
import { bestOf, RESULT_COLUMNS, type ResultColumn, type ResultRow, rowsOf, sortRows } from './result-rows';

const predictions = (rows: number[][], labels: number[]): Predictions => ({
  labels: Uint8Array.from(labels),
  probabilities: Float32Array.from(rows.flat()),
  classCount: 2,
});
const labels = [0, 0, 1, 1];
const right = predictions(
  [
    [0.9, 0.1],
    [0.9, 0.1],
    [0.1, 0.9],
    [0.1, 0.9],
  ],
  labels,
);
const wrong = predictions(
  [
    [0.2, 0.8],
    [0.9, 0.1],
    [0.8, 0.2],
    [0.1, 0.9],
  ],
  labels,
);
const member = (label: string, test: Predictions) => ({ label, test, validation: test });
const result = (strategy: string, tests: Predictions[], parameters: number): StrategyResult =>
  ({
    strategy,
    classes: BEAT_EXAMPLE_CLASSES.slice(0, 2),
    parameters,
    members: tests.map((test, index) => member(`${index}`, test)),
    weights: tests.map(() => 1 / tests.length),
  }) as unknown as StrategyResult;
const RESULTS = [result('time', [wrong], 7), result('late', [wrong, right], 20)];
const column = (id: string) => RESULT_COLUMNS.find((each) => each.id === id) as ResultColumn;
const order = (rows: ResultRow[]) => rows.map(({ strategy }) => strategy);

describe('rows of the results table', () => {
  it('judges with fitted weights, and with dragged ones where there are any', () => {
    const [, fitted] = rowsOf(RESULTS, {});
    const [, dragged] = rowsOf(RESULTS, { late: [1, 0] });
    expect(fitted).toMatchObject({ dragged: false, evaluation: { accuracy: 1 } });
    expect(dragged).toMatchObject({ dragged: true, weights: [1, 0], evaluation: { accuracy: 0.5 } });
  });
  it('computes again only what was dragged', () => {
    const [time, late] = rowsOf(RESULTS, {});
    const moved = rowsOf(RESULTS, { late: [0.5, 0.5] });
    expect(moved[0]).toBe(time);
    expect(moved[1]).not.toBe(late);
  });
  it('ignores dragged weights of a strategy with one member', () =>
    expect(rowsOf(RESULTS, { time: [0.2] })[0]).toMatchObject({ dragged: false, weights: [1] }));
  it('sorts by a column both ways, and without one keeps the order of the race', () => {
    const rows = rowsOf(RESULTS, {});
    expect(order(sortRows(rows, { column: 'accuracy', descending: true }))).toEqual(['late', 'time']);
    expect(order(sortRows(rows, { column: 'parameters', descending: false }))).toEqual(['time', 'late']);
    expect(order(sortRows(rows, { column: 'strategy', descending: false }))).toEqual(['time', 'late']);
  });
  it('puts rows without a number last either way', () => {
    const [time, late] = rowsOf(RESULTS, {}) as [ResultRow, ResultRow];
    const rows = [{ ...time, evaluation: { ...time.evaluation, accuracy: Number.NaN } }, late];
    for (const descending of [true, false]) {
      expect(order(sortRows(rows, { column: 'accuracy', descending }))).toEqual(['late', 'time']);
    }
  });
  it('finds the best of what was not dragged, and none where only one is left', () => {
    const rows = rowsOf([...RESULTS, result('early', [wrong], 3)], {});
    expect(bestOf(rows, column('accuracy'))).toBe(100);
    expect(bestOf(rows, column('parameters'))).toBeNaN();
    expect(bestOf(rowsOf(RESULTS, { late: [0, 1] }), column('accuracy'))).toBeNaN();
  });
});
