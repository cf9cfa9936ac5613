/** A stage is a layer, or a layer and the cheap ones after it, that one set of kernels computes forward and backward. */

import { sizeOf } from '../../../domain/representation';
import type { Layout } from '../../parameter-layout';
import type { BufferSlot } from '../../plan/program';
import { slotOf } from '../../plan/stages/stage';
import { PIECES } from '../binary-interface';
import type { Place, ProgramBuilder } from '../program';

/** Values of a batch: `[beat, ...shape]`, nothing between the beats. */
export interface Activation {
  readonly slot: BufferSlot;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** What all stages of a program share. */
export interface StageContext {
  readonly batch: number;
  readonly training: boolean;
  readonly builder: ProgramBuilder;
  readonly parameters: BufferSlot;
  readonly gradient: BufferSlot;
  /** Running means and variances. */
  readonly running: BufferSlot;
  /** Zeros, as many as the widest layer has channels and eight more. */
  readonly zeros: BufferSlot;
  readonly parameterLayout: Layout;
  readonly statisticsLayout: Layout;
}

export interface Stage {
  readonly hasWeights: boolean;
  /** Calls the kernels of the forward pass. */
  forward(input: Activation): Activation;
  /** Calls those of the backward pass, after `forward`; returns the gradient by the input, or null where it was not wanted. */
  backward(gradient: BufferSlot, wantInput: boolean): BufferSlot | null;
}

export function outputOf({ builder, batch }: StageContext, path: string, shape: readonly number[]): Activation {
  return { slot: builder.transient(`${path} output`, batch * sizeOf(shape)), shape };
}

export function gradientBy({ builder, batch }: StageContext, path: string, { shape }: Activation): BufferSlot {
  return builder.transient(`gradient by input of ${path}`, batch * sizeOf(shape));
}

/** Where a weight of the layer at `path` lies among the parameters and in the gradient. */
export function weightOf(context: StageContext, path: string, name: string): { value: Place; gradient: Place } {
  const { offset } = slotOf(context.parameterLayout, path, name);
  return { value: { slot: context.parameters, offset }, gradient: { slot: context.gradient, offset } };
}

/** Where a running statistic of the layer at `path` lies. */
export function runningOf(context: StageContext, path: string, name: string): Place {
  return { slot: context.running, offset: slotOf(context.statisticsLayout, path, name).offset };
}

/** A buffer of which each piece of the batch has its own part of `words` words. */
export function perPiece({ builder }: StageContext, name: string, words: number): BufferSlot {
  return builder.transient(name, PIECES * words);
}

export const toFours = (count: number): number => Math.ceil(count / 4) * 4;
export const toEights = (count: number): number => Math.ceil(count / 8) * 8;
