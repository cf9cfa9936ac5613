/** All trained weights of a model in one vector: the optimiser updates it in a dozen kernels, however many layers there
 * are, and a checkpoint is three of them. */

import { concat, reshape, slice, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed } from '../domain/random';
import { sizeOf } from '../domain/representation';
import type { PlacedLayer, WeightSpec } from '../fusion/model-shapes';
import type { LayerTensors } from './layers/layer';

export interface Slot {
  /** Path of the layer: `time/0`. */
  readonly path: string;
  readonly weight: WeightSpec;
  readonly offset: number;
}

/** Where each trained weight lies in the vector. */
export function layOut(placed: readonly PlacedLayer[]): { readonly slots: readonly Slot[]; readonly length: number } {
  const slots: Slot[] = [];
  let offset = 0;
  for (const { path, weights } of placed) {
    for (const weight of weights) {
      if (!weight.trained) continue;
      slots.push({ path, weight, offset });
      offset += sizeOf(weight.shape);
    }
  }
  return { slots, length: offset };
}

/** Views of the vector as `[path][name]` tensors. Call inside `tidy`. */
export function unpack(vector: Tensor1D, slots: readonly Slot[]): Record<string, Record<string, Tensor>> {
  const byPath: Record<string, Record<string, Tensor>> = {};
  for (const { path, weight, offset } of slots) {
    byPath[path] ??= {};
    byPath[path][weight.name] = reshape(slice(vector, offset, sizeOf(weight.shape)), [...weight.shape]);
  }
  return byPath;
}

/** The reverse of `unpack`, for gradients. */
export function pack(byPath: Readonly<Record<string, LayerTensors>>, slots: readonly Slot[]): Tensor1D {
  return concat(
    slots.map(({ path, weight }) => {
      const tensor = byPath[path]?.[weight.name];
      if (!tensor) throw new Error(`The gradient of ${path} ${weight.name} is missing.`);
      return reshape(tensor, [-1]) as Tensor1D;
    }),
  );
}

/**
 * Initial weights: kernels normal with variance 2 / fan-in (He et al. 2015), the last layer's Glorot-uniform so that the
 * first probabilities are even; gamma 1, beta and bias 0. Each weight has a stream of its own, derived from the seed and
 * its path, so that a layer starts alike in every model that has it.
 */
export function initialVector(slots: readonly Slot[], length: number, seed: number): Float32Array {
  const vector = new Float32Array(length);
  const last = slots.findLast(({ weight }) => weight.name === 'kernel');
  for (const slot of slots)
    fill(vector.subarray(slot.offset, slot.offset + sizeOf(slot.weight.shape)), slot, seed, slot === last);
  return vector;
}

function fill(values: Float32Array, { path, weight }: Slot, seed: number, isLast: boolean): void {
  if (weight.name === 'gamma') values.fill(1);
  if (weight.name !== 'kernel') return;
  const random = createRandom(deriveSeed(seed, 'weights', path));
  const outputs = weight.shape.at(-1) as number;
  const fanIn = sizeOf(weight.shape) / outputs;
  const deviation = Math.sqrt(2 / fanIn);
  const limit = Math.sqrt(6 / (fanIn + outputs));
  for (let index = 0; index < values.length; index++) {
    values[index] = isLast ? limit * (2 * random.uniform() - 1) : deviation * random.normal();
  }
}
