/**
 * Sums over all but the last axis, and affine maps of each channel. Both are the plain thing written as the kernel that
 * WASM runs fast: a product with a row of ones (10 times faster than a reduction over outer axes, and summed in the order
 * of a matrix product, which loses less than one running sum), and a 1x1 depthwise convolution with bias (5 times faster
 * than a multiplication that broadcasts over the last axis).
 */

import { fused, matMul, ones, reshape, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';

/** `[rows, channels]` view of a tensor whose last axis is the channels. */
export function rowsByChannels(tensor: Tensor): Tensor {
  return reshape(tensor, [-1, tensor.shape.at(-1) as number]);
}

/** Sum over all but the last axis: `[channels]`. */
export function channelSum(tensor: Tensor): Tensor {
  const rows = rowsByChannels(tensor);
  return reshape(matMul(ones([1, rows.shape[0] as number]), rows), [-1]);
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
