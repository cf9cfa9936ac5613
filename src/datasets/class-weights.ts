import type { ClassWeighting } from '../domain/experiment';

/**
 * A weight for each class from its count in the training part: 1 (`none`), in inverse proportion to the root of the count
 * (`root`) or to the count (`balanced`); scaled so that the mean over the training beats is 1. A class without beats gets 0.
 */
export function classWeights(counts: readonly number[], weighting: ClassWeighting): number[] {
  const power = { none: 0, root: 0.5, balanced: 1 }[weighting];
  const raw = counts.map((count) => (count > 0 ? count ** -power : 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighted = counts.reduce((sum, count, index) => sum + count * (raw[index] as number), 0);
  return raw.map((weight) => (weight * total) / weighted);
}
