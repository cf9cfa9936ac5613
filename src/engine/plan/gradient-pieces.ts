import type { Slot } from '../parameter-layout';
import { TABLE_WORDS } from './kernels/optimiser';

/** Where in one buffer each layer leaves its gradients, in pieces that are added up at the end of the step. */
export class GradientPieces {
  /** Words taken so far. */
  words = 0;
  private readonly entries: {
    readonly from: number;
    readonly length: number;
    readonly at: number;
    readonly pieces: number;
  }[] = [];

  constructor(private readonly parameters: number) {}

  /** Room for `pieces` gradients of the `length` parameters from `slot` on; returns where the first begins. */
  take(slot: Pick<Slot, 'offset'>, length: number, pieces: number): number {
    const at = this.words;
    this.entries.push({ from: slot.offset, length, at, pieces });
    this.words += length * pieces;
    return at;
  }

  /** `[parameter, 3]`: place of the first piece, distance to the next, count. Throws where a parameter has no gradient. */
  table(): Uint32Array {
    const table = new Uint32Array(TABLE_WORDS * this.parameters);
    for (const { from, length, at, pieces } of this.entries) {
      for (let index = 0; index < length; index++) {
        table.set([at + index, length, pieces], TABLE_WORDS * (from + index));
      }
    }
    for (let parameter = 0; parameter < this.parameters; parameter++) {
      if (table[TABLE_WORDS * parameter + 2] === 0)
        throw new Error(`No kernel leaves a gradient for parameter ${parameter}.`);
    }
    return table;
  }
}
