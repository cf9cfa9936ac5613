/** Decibels of many numbers by the kernel. */

import type { Lanes } from './lanes';

/** Places of numbers in the memory: 0 is left alone, the table and what follows it, then the values. */
const TABLE = 128;
const VALUES = TABLE + 512;
/** Numbers that are there at a time. */
const BATCH = 4096;

/**
 * As `createDecibels`, with the same table: `[128, 2]`, the decibels of 2, the terms of the series. A number that is not
 * positive, finite and normal is left to `otherwise`, with the others of its batch.
 */
export function createLaneDecibels(
  lanes: Lanes,
  floor: number,
  table: Float64Array,
  otherwise: (values: Float64Array, count: number) => void,
): (values: Float64Array, count: number) => void {
  return (values, count) => {
    const memory = lanes.numbers(VALUES + BATCH);
    if (lanes.owner !== table) {
      memory.set(table, TABLE);
      lanes.owner = table;
    }
    for (let from = 0; from < count; from += BATCH) {
      const batch = values.subarray(from, Math.min(count, from + BATCH));
      memory.set(batch, VALUES);
      // A pair's second number, where there is none, must be an ordinary one.
      memory[VALUES + batch.length] = 1;
      const even = batch.length + (batch.length % 2);
      if (lanes.kernels.decibels(8 * VALUES, even, floor, 8 * TABLE)) {
        batch.set(memory.subarray(VALUES, VALUES + batch.length));
      } else {
        otherwise(batch, batch.length);
      }
    }
  };
}
