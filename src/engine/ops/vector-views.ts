/** A flat vector as the tensors of the layers, and back. */

import { concat, reshape, slice, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../domain/representation';
import type { Slot } from '../parameter-layout';
import type { LayerTensors } from './layers/layer';

/** Views of the vector as `[path][name]` tensors. Call inside `tidy`. */
export function unpack(vector: Tensor1D, slots: readonly Slot[]): Record<string, Record<string, Tensor>> {
  const byPath: Record<string, Record<string, Tensor>> = {};
  for (const { path, weight, offset } of slots) {
    byPath[path] ??= {};
    byPath[path][weight.name] = reshape(slice(vector, offset, sizeOf(weight.shape)), [...weight.shape]);
  }
  return byPath;
}

/** The reverse of `unpack`. */
export function pack(byPath: Readonly<Record<string, LayerTensors>>, slots: readonly Slot[]): Tensor1D {
  return concat(
    slots.map(({ path, weight }) => {
      const tensor = byPath[path]?.[weight.name];
      if (!tensor) throw new Error(`${path} ${weight.name} is missing.`);
      return reshape(tensor, [-1]) as Tensor1D;
    }),
  );
}
