/**
 * Sums over all but the last axis, and affine maps of each channel. Both are the plain thing written as the kernel that WASM
 * runs fast (tests/bench/layers.ts times both): average pooling over all positions and then a product over the batch, which
 * also loses less than one running sum; and a 1x1 depthwise convolution with bias instead of a multiplication and an addition
 * that broadcast over the last axis.
 */

import {
  avgPool,
  fill,
  fused,
  matMul,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

/** Sum over all but the last axis: `[channels]`. */
export function channelSum(tensor: Tensor): Tensor {
  const batch = tensor.shape[0] as number;
  const channels = tensor.shape.at(-1) as number;
  const positions = tensor.size / (batch * channels);
  return reshape(matMul(fill([1, batch], positions), positionMeans(tensor, [batch, positions, channels])), [-1]);
}

/** `[batch, channels]` */
function positionMeans(tensor: Tensor, [batch, positions, channels]: readonly [number, number, number]): Tensor2D {
  if (positions === 1) return reshape(tensor, [batch, channels]);
  const image = reshape(tensor, [batch, 1, positions, channels]) as Tensor4D;
  return reshape(avgPool(image, [1, positions], [1, positions], 'valid'), [batch, channels]);
}

/** `tensor * factor + offset`, factor and offset `[channels]`; then ReLU where asked. */
export function channelAffine(
  tensor: Tensor,
  factor: Tensor,
  offset: Tensor,
  activation: 'linear' | 'relu' = 'linear',
): Tensor {
  const channels = tensor.shape.at(-1) as number;
  const rows = tensor.size / channels;
  const image = reshape(tensor, [1, 1, rows, channels]) as Tensor4D;
  const filter = reshape(factor, [1, 1, channels, 1]) as Tensor4D;
  const bias = reshape(offset, [channels]) as Tensor1D;
  const mapped = fused.depthwiseConv2d({ x: image, filter, strides: 1, pad: 'valid', bias, activation });
  return reshape(mapped, tensor.shape);
}
