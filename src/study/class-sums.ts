/** Sums over the beats of each class, from which mean and spread follow over one recording or many. */

import { TRAINING_CLASSES } from '../domain/beat-class';
import type { BeatBlock } from '../domain/dataset';

export interface RepresentationSums {
  /** `[class]` beats. */
  readonly counts: number[];
  /** `[class][feature]` */
  readonly sums: Float64Array[];
  readonly squares: Float64Array[];
}

/** By representation id. */
export function classSums(block: BeatBlock): Record<string, RepresentationSums> {
  return Object.fromEntries(
    Object.entries(block.features).map(([id, features]) => [id, sumsOf(features, block.labels)]),
  );
}

function sumsOf(features: Float32Array, labels: Uint8Array): RepresentationSums {
  const size = labels.length > 0 ? features.length / labels.length : 0;
  const zeros = (): Float64Array[] => TRAINING_CLASSES.map(() => new Float64Array(size));
  const result = { counts: TRAINING_CLASSES.map(() => 0), sums: zeros(), squares: zeros() };
  labels.forEach((label, row) => {
    result.counts[label] = (result.counts[label] as number) + 1;
    const sums = result.sums[label] as Float64Array;
    const squares = result.squares[label] as Float64Array;
    for (let index = 0; index < size; index++) {
      const value = features[row * size + index] as number;
      sums[index] = (sums[index] as number) + value;
      squares[index] = (squares[index] as number) + value * value;
    }
  });
  return result;
}
