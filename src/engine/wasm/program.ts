/** A model's step as a list of kernel calls over buffers: plain data until it is written into the memory that the kernels read. */

import { planMemory } from '../plan/memory-plan';
import type { BufferSlot } from '../plan/program';
import { CALL_WORDS, FRACTIONS, KERNELS, type KernelName, PIECES, UNDIVIDED } from './binary-interface';
import type { LinearMemory, Region } from './linear-memory';

/** A place in a buffer. */
export interface Place {
  readonly slot: BufferSlot;
  /** In words. */
  readonly offset: number;
}

/** A kernel with the fields of its shape. */
export interface Shape {
  readonly kernel: KernelName;
  readonly fields: Readonly<Record<string, Field>>;
}

/** A number, a buffer from its beginning or from a place on, or another kernel's shape. */
export type Field = number | BufferSlot | Place | Shape;

type FieldsOf<Name extends KernelName> = Readonly<Record<(typeof KERNELS)[Name][number], Field>>;

export class ProgramBuilder {
  private readonly calls: Shape[] = [];
  private readonly given: BufferSlot[] = [];

  /** Filled before each step. */
  input(name: string, words: number): BufferSlot {
    const slot = this.transient(name, words);
    this.given.push(slot);
    return slot;
  }

  /** Lives within one step. */
  transient(name: string, words: number): BufferSlot {
    return { name, words, kind: 'transient' };
  }

  /** Given from outside, and lives on from step to step. */
  bound(name: string, words: number): BufferSlot {
    return { name, words, kind: 'bound' };
  }

  call<Name extends KernelName>(kernel: Name, fields: FieldsOf<Name>): void {
    this.add({ kernel, fields });
  }

  add(shape: Shape): void {
    this.calls.push(shape);
  }

  finish(): Program {
    return new Program(this.calls, this.given);
  }
}

/** Written anew whenever the shared room has moved. */
export class Program {
  /** Words of the room for all that lives within a step. */
  readonly roomWords: number;
  readonly calls: number;
  private readonly shapes: readonly Shape[];
  private readonly shapeWords: ReadonlyMap<Shape, number>;
  private readonly inRoom: ReadonlyMap<BufferSlot, number>;
  private region: Region | null = null;
  private room = -1;

  constructor(
    private readonly list: readonly Shape[],
    given: readonly BufferSlot[],
  ) {
    this.calls = list.length;
    this.shapes = [...new Set(list.flatMap(withInner))];
    this.shapeWords = offsetsOf(this.shapes, ({ kernel }) => KERNELS[kernel].length, CALL_WORDS * list.length);
    const { blocks, blockOf } = planMemory({
      dispatches: [given, ...list.map(buffersOf)].map((buffers) => ({ buffers })),
    });
    const starts: number[] = [];
    this.roomWords = blocks.reduce((sum, words, index) => {
      starts[index] = sum;
      return sum + Math.ceil(words / 4) * 4;
    }, 0);
    this.inRoom = new Map([...blockOf].map(([slot, block]) => [slot, starts[block] as number]));
  }

  /** The program's address, after the memory holds it as it must be now. `bound` has the address of every bound buffer. */
  write(memory: LinearMemory, bound: ReadonlyMap<BufferSlot, number>): number {
    const room = memory.sharedRoom(this.roomWords);
    const region = this.region ?? memory.take(this.words);
    if (room === this.room) return region.address;
    this.region = region;
    this.room = room;
    const integers = memory.integers(region.address, this.words);
    const floats = memory.floats(region.address, this.words);
    const shapeAt = (shape: Shape): number => region.address + 4 * (this.shapeWords.get(shape) as number);
    const slotAt = (slot: BufferSlot): number =>
      slot.kind === 'bound' ? (bound.get(slot) as number) : room + 4 * (this.inRoom.get(slot) as number);
    this.list.forEach((shape, index) => {
      const pieces = UNDIVIDED.has(shape.kernel) ? 1 : PIECES;
      integers.set([numberOf(shape.kernel), shapeAt(shape), pieces], CALL_WORDS * index);
    });
    for (const shape of this.shapes) {
      KERNELS[shape.kernel].forEach((name, index) => {
        const at = (this.shapeWords.get(shape) as number) + index;
        const field = shape.fields[name] as Field;
        if (typeof field === 'number') (FRACTIONS.has(name) ? floats : integers)[at] = field;
        else if ('kernel' in field) integers[at] = shapeAt(field);
        else if ('slot' in field) integers[at] = slotAt(field.slot) + 4 * field.offset;
        else integers[at] = slotAt(field);
      });
    }
    return region.address;
  }

  /** Where a buffer lies that lives within a step; after `write`. */
  addressOf(slot: BufferSlot): number {
    return this.room + 4 * (this.inRoom.get(slot) as number);
  }

  dispose(memory: LinearMemory): void {
    if (this.region) memory.give(this.region);
    this.region = null;
    this.room = -1;
  }

  private get words(): number {
    return CALL_WORDS * this.calls + this.shapes.reduce((sum, { kernel }) => sum + KERNELS[kernel].length, 0);
  }
}

const NAMES = Object.keys(KERNELS);

function numberOf(kernel: KernelName): number {
  return NAMES.indexOf(kernel);
}

function offsetsOf<Item>(items: readonly Item[], wordsOf: (item: Item) => number, first: number): Map<Item, number> {
  let at = first;
  return new Map(
    items.map((item) => {
      const entry = [item, at] as const;
      at += wordsOf(item);
      return entry;
    }),
  );
}

/** A shape, and those that its fields name. */
function withInner(shape: Shape): Shape[] {
  return [shape, ...Object.values(shape.fields).flatMap((field) => (isShape(field) ? withInner(field) : []))];
}

function buffersOf(shape: Shape): BufferSlot[] {
  return Object.values(shape.fields).flatMap((field) => {
    if (typeof field === 'number') return [];
    if (isShape(field)) return buffersOf(field);
    return ['slot' in field ? field.slot : field];
  });
}

function isShape(field: Field): field is Shape {
  return typeof field === 'object' && 'kernel' in field;
}
