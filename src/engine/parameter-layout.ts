/** All trained weights of a model in one vector, so that one update serves however many layers there are; and all running
 * statistics in another. Both executors use these layouts, so that either goes on from what the other learned. */

import { createRandom, deriveSeed } from '../domain/random';
import { sizeOf } from '../domain/representation';
import type { PlacedLayer, WeightSpec } from '../fusion/model-shapes';

export interface Slot {
  /** Path of the layer: `time/0`. */
  readonly path: string;
  readonly weight: WeightSpec;
  readonly offset: number;
}

export interface Layout {
  readonly slots: readonly Slot[];
  readonly length: number;
}

/** Where each trained weight lies in the vector of parameters. */
export function layOutParameters(placed: readonly PlacedLayer[]): Layout {
  return layOut(placed, true);
}

/** Where each running mean and variance lies in the vector of statistics. */
export function layOutStatistics(placed: readonly PlacedLayer[]): Layout {
  return layOut(placed, false);
}

function layOut(placed: readonly PlacedLayer[], trained: boolean): Layout {
  const slots: Slot[] = [];
  let offset = 0;
  for (const { path, weights } of placed) {
    for (const weight of weights) {
      if (weight.trained !== trained) continue;
      slots.push({ path, weight, offset });
      offset += sizeOf(weight.shape);
    }
  }
  return { slots, length: offset };
}

/** Means of 0 and variances of 1. */
export function initialStatistics({ slots, length }: Layout): Float32Array {
  const vector = new Float32Array(length);
  for (const { weight, offset } of slots) {
    if (weight.name === 'movingVariance') vector.fill(1, offset, offset + sizeOf(weight.shape));
  }
  return vector;
}

/**
 * Initial weights: kernels normal with variance 2 / fan-in (He et al. 2015), the last layer's Glorot-uniform so that the
 * first probabilities are even; gamma 1, beta and bias 0. Each weight has a stream of its own, derived from the seed and
 * its path, so that a layer starts alike in every model that has it.
 */
export function initialParameters({ slots, length }: Layout, seed: number): Float32Array {
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
