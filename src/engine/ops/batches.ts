/** Beats of a dataset as normalised input tensors, a batch at a time. */

import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Dataset, Normaliser } from '../../domain/dataset';
import { sizeOf } from '../../domain/representation';
import type { ModelSpec } from '../../fusion/model-spec';
import { locate, type Place } from '../beat-places';

export interface Batch {
  /** `[batch, ...inputShape]` by branch of the model. */
  readonly inputs: readonly Tensor[];
  /** `[batch]` index into the classes. */
  readonly labels: Uint8Array;
}

/** The beats `examples` (global beat indices) as tensors for `spec`. Call inside `tidy`. */
export function gatherBatch(dataset: Dataset, spec: ModelSpec, examples: Uint32Array): Batch {
  const places = locate(dataset, examples);
  const inputs = spec.branches.map(({ representation, inputShape }) => {
    const normaliser = dataset.normalisers[representation];
    if (!normaliser) throw new Error(`The dataset has no representation "${representation}".`);
    return tensor(gather(places, representation, normaliser, sizeOf(inputShape)), [examples.length, ...inputShape]);
  });
  return { inputs, labels: Uint8Array.from(places, ({ block, row }) => block.labels[row] as number) };
}

function gather(
  places: readonly Place[],
  representation: string,
  { mean, scale }: Normaliser,
  size: number,
): Float32Array {
  const values = new Float32Array(places.length * size);
  places.forEach(({ block, row }, position) => {
    const features = block.features[representation] as Float32Array;
    const from = row * size;
    const to = position * size;
    for (let index = 0; index < size; index++) {
      values[to + index] = ((features[from + index] as number) - (mean[index] as number)) * (scale[index] as number);
    }
  });
  return values;
}
