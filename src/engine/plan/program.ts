/** A fixed list of dispatches over named buffers: what a model and a batch size are compiled into, before any device is asked. */

import type { Kernel } from './kernels/kernel';

/** A buffer of the program, in words of 4 bytes. */
export interface BufferSlot {
  readonly name: string;
  readonly words: number;
  /**
   * `transient`: made and used up within one step, so that others may have its memory before and after.
   * `bound`: given from outside, and lives on from step to step.
   */
  readonly kind: 'transient' | 'bound';
}

export interface Dispatch {
  readonly kernel: Kernel;
  readonly buffers: readonly BufferSlot[];
}

export interface Program {
  readonly dispatches: readonly Dispatch[];
}

export class ProgramBuilder {
  private readonly dispatches: Dispatch[] = [];

  transient(name: string, words: number): BufferSlot {
    return { name, words, kind: 'transient' };
  }

  bound(name: string, words: number): BufferSlot {
    return { name, words, kind: 'bound' };
  }

  dispatch(kernel: Kernel, ...buffers: readonly BufferSlot[]): void {
    if (buffers.length !== kernel.access.length) {
      throw new Error(`"${kernel.label}" takes ${kernel.access.length} buffers; ${buffers.length} were given.`);
    }
    this.dispatches.push({ kernel, buffers });
  }

  finish(): Program {
    return { dispatches: this.dispatches };
  }
}
