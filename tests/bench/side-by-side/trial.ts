/** The batches and first weights that every contender gets. */

import type { Dataset } from '../../../src/domain/dataset';
import { sizeOf } from '../../../src/domain/representation';
import { initialParameters, layOutParameters } from '../../../src/engine/parameter-layout';
import { placeLayers } from '../../../src/fusion/model-shapes';
import type { ModelSpec } from '../../../src/fusion/model-spec';
import { SPEED_BATCHES, SPEED_SEED } from '../../../src/study/speed-run';
import type { RivalBatch } from './contender';

/** The batches that `SpeedRun` goes through, cut from the dataset that it trains on. */
export function rivalBatches({ blocks, layouts }: Dataset, batch: number): RivalBatch[] {
  const [block] = blocks;
  if (!block || block.labels.length !== SPEED_BATCHES * batch) throw new Error('Not a dataset of whole batches.');
  return Array.from({ length: SPEED_BATCHES }, (_, index) => ({
    inputs: Object.fromEntries(
      layouts.map(({ id, shape }) => {
        const size = batch * sizeOf(shape);
        return [id, Float32Array.from((block.features[id] as Float32Array).subarray(index * size, (index + 1) * size))];
      }),
    ),
    labels: block.labels.slice(index * batch, (index + 1) * batch),
  }));
}

export interface FirstWeight {
  readonly path: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** The weights that the lab's own run begins with: kernels are `[...window, in, out]`. */
export function firstWeights(spec: ModelSpec): FirstWeight[] {
  const layout = layOutParameters(placeLayers(spec));
  const vector = initialParameters(layout, SPEED_SEED);
  return layout.slots.map(({ path, weight: { name, shape }, offset }) => ({
    path,
    name,
    shape,
    values: Float32Array.from(vector.subarray(offset, offset + sizeOf(shape))),
  }));
}

/** `[beat, class]`, 1 at the label. */
export function oneHot(labels: Uint8Array, classes: number): Float32Array<ArrayBuffer> {
  const truth = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    truth[row * classes + label] = 1;
  });
  return truth;
}
