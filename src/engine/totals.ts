import type { Totals } from './executor';

export const NO_TOTALS: Totals = { beats: 0, loss: 0, hits: 0, energies: [] };

/** Totals from what a device holds: `[loss, hits, squared gradient by branch...]`. */
export function totalsOf([loss, hits, ...energies]: ArrayLike<number> & Iterable<number>, beats: number): Totals {
  return { beats, loss: loss as number, hits: hits as number, energies };
}
