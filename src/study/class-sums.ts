/** Sums over the examples of each class, from which mean and spread follow over one recording or many. */

import type { BeatBlock } from '../domain/dataset';

export interface RepresentationSums {
  /** `[class]` examples. */
  readonly counts: number[];
  /** `[class][feature]` */
  readonly sums: Float64Array[];
  readonly squares: Float64Array[];
}

/** By representation id. */
export function classSums(block: BeatBlock, classes: number): Record<string, RepresentationSums> {
  return Object.fromEntries(
    Object.entries(block.features).map(([id, features]) => [id, sumsOf(features, block.labels, classes)]),
  );
}

function sumsOf(features: Float32Array, labels: Uint8Array, classes: number): RepresentationSums {
  const size = labels.length > 0 ? features.length / labels.length : 0;
  const zeros = (): Float64Array[] => Array.from({ length: classes }, () => new Float64Array(size));
  const result = { counts: new Array<number>(classes).fill(0), sums: zeros(), squares: zeros() };
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
