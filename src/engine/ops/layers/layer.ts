import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors of one layer by name (`kernel`, `gamma`, ...). */
export type LayerTensors = Readonly<Record<string, Tensor>>;

export interface StepContext {
  /** Batch statistics and dropout while training; running statistics and no dropout otherwise. */
  readonly training: boolean;
  /** Names the units that this layer leaves out at this step (`dropout-mask.ts`). */
  readonly dropoutStream: number;
}

export interface Forward {
  readonly output: Tensor;
  /** What `backward` needs again. */
  readonly saved: readonly Tensor[];
  /** New values of running statistics, by weight name. */
  readonly carried?: LayerTensors;
}

export interface Backward {
  /** Gradient of the loss by the input; null where it was not asked for. */
  readonly input: Tensor | null;
  /** Gradients of the loss by the trained weights, by name. */
  readonly weights: LayerTensors;
}

/**
 * A layer written out forward and backward. tfjs could differentiate by itself, but the gradients that it ships are
 * missing or slow on WASM; these use only kernels that all four backends have and that are fast on WASM (timed by
 * tests/bench/layers.ts). Inputs are `[batch, ...shape]`.
 */
export interface Layer {
  forward(input: Tensor, weights: LayerTensors, context: StepContext): Forward;
  /** `wantInput` is false for the first layer of a branch: no one needs the gradient by the data. */
  backward(
    gradient: Tensor,
    forward: Forward & { readonly input: Tensor },
    weights: LayerTensors,
    wantInput: boolean,
  ): Backward;
}

export function weight(weights: LayerTensors, name: string): Tensor {
  const tensor = weights[name];
  if (!tensor) throw new Error(`A layer misses its weight "${name}".`);
  return tensor;
}
