/** Beats of a dataset as normalised input tensors, a batch at a time. */

import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Dataset } from '../../domain/dataset';
import { sizeOf } from '../../domain/representation';
import type { ModelSpec } from '../../fusion/model-spec';
import { locate } from '../beat-places';
import { gatherInto } from '../gather';

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
    const size = sizeOf(inputShape);
    const values = new Float32Array(examples.length * size);
    gatherInto(values, places, dataset, representation, size);
    return tensor(values, [examples.length, ...inputShape]);
  });
  return { inputs, labels: Uint8Array.from(places, ({ block, row }) => block.labels[row] as number) };
}
