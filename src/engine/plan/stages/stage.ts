/** A stage is a layer, or a layer and the cheap ones after it, that one set of kernels computes forward and backward. */

import { sizeOf } from '../../../domain/representation';
import type { Layout, Slot } from '../../parameter-layout';
import type { GradientPieces } from '../gradient-pieces';
import type { Placement } from '../kernels/kernel';
import type { BufferSlot, ProgramBuilder } from '../program';

/** Values of a batch in a buffer. */
export interface Activation {
  readonly slot: BufferSlot;
  readonly placement: Placement;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** What all stages of a program share. */
export interface StageContext {
  readonly batch: number;
  readonly training: boolean;
  readonly builder: ProgramBuilder;
  readonly parameters: BufferSlot;
  /** Running means and variances. */
  readonly running: BufferSlot;
  /** Gradients in pieces, and who has which part of that buffer. */
  readonly pieces: BufferSlot;
  readonly pieceRooms: GradientPieces;
  readonly parameterLayout: Layout;
  readonly statisticsLayout: Layout;
}

export interface Stage {
  /** Path of its first layer. */
  readonly path: string;
  readonly hasWeights: boolean;
  /** Dispatches the forward pass; writes to `end` where it is given, else to a buffer of its own. */
  forward(input: Activation, end?: Activation): Activation;
  /**
   * Dispatches the backward pass, after `forward`. Takes the gradient by the output, laid as the output was; returns the gradient
   * by the input, laid as the input was, or null where it was not wanted.
   */
  backward(gradient: BufferSlot, wantInput: boolean): BufferSlot | null;
}

/** `end`, or a new buffer for `shape`. */
export function outputOf(context: StageContext, path: string, shape: readonly number[], end?: Activation): Activation {
  if (end) return end;
  const features = sizeOf(shape);
  return {
    slot: context.builder.transient(`${path} output`, context.batch * features),
    placement: { offset: 0, stride: features },
    shape,
  };
}

/** A buffer for the gradient by `activation`, laid as it is. */
export function gradientOf(context: StageContext, path: string, activation: Activation): BufferSlot {
  return context.builder.transient(`gradient by input of ${path}`, context.batch * activation.placement.stride);
}

/** Where the weight `name` of the layer at `path` lies. */
export function slotOf({ slots }: Layout, path: string, name: string): Slot {
  const slot = slots.find((each) => each.path === path && each.weight.name === name);
  if (!slot) throw new Error(`Layer ${path} has no weight "${name}".`);
  return slot;
}

/** An image's rows, columns and channels; a signal has one row, a list one position. */
export function asImage(shape: readonly number[]): readonly [number, number, number] {
  const [first, second, third] = shape as [number, number, number];
  if (shape.length === 1) return [1, 1, first];
  if (shape.length === 2) return [1, first, second];
  return [first, second, third];
}
