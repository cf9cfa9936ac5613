import { reshape, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

/** A signal `[batch, sample, channel]` as an image of one row: one code for 1D and 2D. An image stays what it is. */
export function asImages(tensor: Tensor): Tensor4D {
  if (tensor.rank === 4) return tensor as Tensor4D;
  const [batch, samples, channels] = tensor.shape as [number, number, number];
  return reshape(tensor, [batch, 1, samples, channels]);
}
