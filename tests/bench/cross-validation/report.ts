/** What a cross-validation found, over its seeds and fold by fold. */

import type { Predictions } from '../../../src/domain/evaluation';
import { confusionMatrix, evaluateConfusion } from '../../../src/evaluation/metrics';

/** `[fold]` predictions of the beats that a fold's model did not see. */
export interface JudgedSeed {
  readonly asTheyAre: readonly Predictions[];
  readonly burdened: readonly Predictions[];
}

const SETS = ['asTheyAre', 'burdened'] as const;
const TITLES = { asTheyAre: 'as they are', burdened: 'burdened   ' } as const;
/** F is left out: no fold without record 208 can train it. */
const JUDGED_CLASSES = ['N', 'S', 'V'];

/** What is chosen by, and the F1 of every class: mean over the seeds ± their standard deviation, then of every fold. */
export function reportOf(seeds: readonly JudgedSeed[], classes: readonly string[], folds: readonly string[]): string {
  const objectives = seeds.map((seed) => mean(SETS.flatMap((set) => judgedF1(seed[set], classes))));
  return [
    `objective (mean F1 of ${JUDGED_CLASSES.join(', ')} as they are and burdened) ${spread(objectives)}`,
    ...SETS.map((set) =>
      lineOf(
        TITLES[set],
        seeds.map((seed) => seed[set]),
        classes,
      ),
    ),
    ...folds.flatMap((fold, index) =>
      SETS.map((set) =>
        lineOf(
          `${TITLES[set]} ${fold}`,
          seeds.map((seed) => seed[set].slice(index, index + 1)),
          classes,
        ),
      ),
    ),
  ].join('\n');
}

function lineOf(title: string, seeds: readonly (readonly Predictions[])[], classes: readonly string[]): string {
  const judged = seeds.map((predictions) => perClassOf(predictions, classes));
  const each = classes.map((id) => {
    const support = judged[0]?.[id]?.support ?? 0;
    return `${id} ${support > 0 ? spread(judged.map((perClass) => perClass[id]?.f1 ?? 0)) : 'none'} (of ${support.toLocaleString('en')})`;
  });
  return `${title}  F1 of ${each.join(', ')}`;
}

function judgedF1(predictions: readonly Predictions[], classes: readonly string[]): number[] {
  const perClass = perClassOf(predictions, classes);
  return JUDGED_CLASSES.map((id) => perClass[id]?.f1 ?? 0);
}

/** Of the confusion matrices of all folds together. */
function perClassOf(predictions: readonly Predictions[], classes: readonly string[]) {
  const matrices = predictions.map(confusionMatrix);
  const pooled = classes.map((_, row) =>
    classes.map((_, column) => matrices.reduce((sum, matrix) => sum + (matrix[row]?.[column] ?? 0), 0)),
  );
  return evaluateConfusion(pooled, classes).perClass;
}

function spread(values: readonly number[]): string {
  const middle = mean(values);
  if (values.length < 2) return middle.toFixed(3);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return `${middle.toFixed(3)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(3)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
