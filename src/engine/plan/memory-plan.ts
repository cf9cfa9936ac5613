/** Which transient buffers of a program may share memory: those whose lives do not meet. */

import type { BufferSlot } from './program';

/** The buffers of each of a program's steps, in their order. */
interface BufferUses {
  readonly dispatches: readonly { readonly buffers: readonly BufferSlot[] }[];
}

export interface MemoryPlan {
  /** Words of each piece of memory. */
  readonly blocks: readonly number[];
  /** Index into `blocks` for each transient buffer. */
  readonly blockOf: ReadonlyMap<BufferSlot, number>;
}

interface Life {
  readonly slot: BufferSlot;
  readonly first: number;
  last: number;
}

/**
 * First come, first served: a buffer takes the smallest free block that holds it, else the largest free one, which grows. A
 * buffer is free again after the last dispatch that names it, never within one, so that no kernel reads what it overwrites.
 */
export function planMemory(program: BufferUses): MemoryPlan {
  const blocks: number[] = [];
  const freeFrom: number[] = [];
  const blockOf = new Map<BufferSlot, number>();
  for (const { slot, first, last } of lives(program)) {
    const free = blocks.map((_, index) => index).filter((index) => (freeFrom[index] as number) <= first);
    const block = choose(free, blocks, slot.words);
    if (block === null) {
      blockOf.set(slot, blocks.push(slot.words) - 1);
      freeFrom.push(last + 1);
    } else {
      blocks[block] = Math.max(blocks[block] as number, slot.words);
      freeFrom[block] = last + 1;
      blockOf.set(slot, block);
    }
  }
  return { blocks, blockOf };
}

function choose(free: readonly number[], blocks: readonly number[], words: number): number | null {
  const bySize = free.toSorted((a, b) => (blocks[a] as number) - (blocks[b] as number));
  return bySize.find((index) => (blocks[index] as number) >= words) ?? bySize.at(-1) ?? null;
}

/** First and last dispatch of each transient buffer, in the order of the first. */
function lives({ dispatches }: BufferUses): Life[] {
  const bySlot = new Map<BufferSlot, Life>();
  dispatches.forEach(({ buffers }, index) => {
    for (const slot of buffers) {
      if (slot.kind !== 'transient') continue;
      const life = bySlot.get(slot);
      if (life) life.last = index;
      else bySlot.set(slot, { slot, first: index, last: index });
    }
  });
  return [...bySlot.values()];
}
