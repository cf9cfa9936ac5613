/** Where the beats of a dataset lie: a global beat index stands for a row of one recording's block. */

import type { BeatBlock, Dataset } from '../domain/dataset';

export interface Place {
  readonly block: BeatBlock;
  readonly row: number;
}

/** The place of each of the beats `examples`. */
export function locate({ blocks, offsets }: Dataset, examples: Uint32Array): Place[] {
  return Array.from(examples, (example) => {
    const index = lastNotAbove(offsets, example);
    return { block: blocks[index] as BeatBlock, row: example - (offsets[index] as number) };
  });
}

/** `[example]` index into the classes. */
export function labelsOf(dataset: Dataset, examples: Uint32Array): Uint8Array {
  return Uint8Array.from(locate(dataset, examples), ({ block, row }) => block.labels[row] as number);
}

/** The last index whose value is not above `wanted`, in an ascending array. */
function lastNotAbove(ascending: Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
