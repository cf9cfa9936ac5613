/** The one memory that all models of a backend share: what each keeps from step to step, and a room for what lives within a step. */

import { OutOfMemoryError } from '../device-lost';

const PAGE_BYTES = 65536;
/** Below it the binary has its tables. */
const FIRST_FREE_BYTE = 16384;
/** Kernels read, and ignore, a little past the end of what they were given: positions that fill up a block. */
const SLACK_BYTES = PAGE_BYTES;
const ALIGNMENT = 16;

export interface Region {
  readonly address: number;
  readonly bytes: number;
}

export class LinearMemory {
  private free: Region[] = [];
  private end = FIRST_FREE_BYTE;
  private room: Region = { address: FIRST_FREE_BYTE, bytes: 0 };

  constructor(readonly memory: WebAssembly.Memory) {}

  /** A region of zeros. Throws `OutOfMemoryError`. */
  take(words: number): Region {
    const bytes = Math.ceil((words * 4) / ALIGNMENT) * ALIGNMENT;
    const region = this.fromFree(bytes) ?? this.fromEnd(bytes);
    new Uint8Array(this.memory.buffer, region.address, bytes).fill(0);
    return region;
  }

  give(region: Region): void {
    if (region.bytes === 0) return;
    const sorted = [...this.free, region].sort((a, b) => a.address - b.address);
    this.free = sorted.reduce<Region[]>((joined, each) => {
      const last = joined.at(-1);
      if (last && last.address + last.bytes === each.address)
        joined[joined.length - 1] = { address: last.address, bytes: last.bytes + each.bytes };
      else joined.push(each);
      return joined;
    }, []);
  }

  /**
   * The address of a room of at least `words` words that every program may use and none may leave anything in. It moves when a
   * larger one is asked for.
   */
  sharedRoom(words: number): number {
    if (words * 4 > this.room.bytes) {
      this.give(this.room);
      this.room = this.take(words);
    }
    return this.room.address;
  }

  /** A view until the memory grows: use it and forget it. */
  floats(address: number, words: number): Float32Array<ArrayBufferLike> {
    return new Float32Array(this.memory.buffer, address, words);
  }

  /** Likewise. */
  doubles(address: number, count: number): Float64Array<ArrayBufferLike> {
    return new Float64Array(this.memory.buffer, address, count);
  }

  /** Likewise. */
  integers(address: number, words: number): Int32Array<ArrayBufferLike> {
    return new Int32Array(this.memory.buffer, address, words);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  private fromFree(bytes: number): Region | null {
    const index = this.free.findIndex((each) => each.bytes >= bytes);
    const found = this.free[index];
    if (!found) return null;
    const rest = { address: found.address + bytes, bytes: found.bytes - bytes };
    this.free.splice(index, 1, ...(rest.bytes > 0 ? [rest] : []));
    return { address: found.address, bytes };
  }

  private fromEnd(bytes: number): Region {
    const address = this.end;
    const missing = address + bytes + SLACK_BYTES - this.memory.buffer.byteLength;
    if (missing > 0) this.grow(missing);
    this.end = address + bytes;
    return { address, bytes };
  }

  private grow(bytes: number): void {
    try {
      this.memory.grow(Math.ceil(bytes / PAGE_BYTES));
    } catch (thrown) {
      throw new OutOfMemoryError(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
}
