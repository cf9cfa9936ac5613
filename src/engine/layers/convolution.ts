import { add, conv2d, reshape, reverse, type Tensor, type Tensor4D, transpose } from '@tensorflow/tfjs-core';
import { channelSum } from './channels';
import { asImages } from './images';
import { type Layer, type LayerTensors, weight } from './layer';

/** A kernel `[window, in, out]` likewise. */
function asFilter(kernel: Tensor): Tensor4D {
  if (kernel.rank === 4) return kernel as Tensor4D;
  const [window, inputs, outputs] = kernel.shape as [number, number, number];
  return reshape(kernel, [1, window, inputs, outputs]);
}

/** The gradient by the input: the convolution of the gradient with the flipped filter, its channels exchanged. */
function inputGradient(gradient: Tensor4D, filter: Tensor4D): Tensor4D {
  return conv2d(gradient, transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, 'same');
}

/**
 * The gradient by the filter is a convolution too: of the input with the gradient as its filter, where the batch plays
 * the channels. Padding half a window gives exactly one output position a filter tap.
 */
function filterGradient(input: Tensor4D, gradient: Tensor4D, [rows, columns]: readonly [number, number]): Tensor4D {
  const [up, left] = [Math.floor((rows - 1) / 2), Math.floor((columns - 1) / 2)];
  const padding: [[number, number], [number, number], [number, number], [number, number]] = [
    [0, 0],
    [up, rows - 1 - up],
    [left, columns - 1 - left],
    [0, 0],
  ];
  const batchAsChannels = transpose(input, [3, 1, 2, 0]) as Tensor4D;
  const gradientAsFilter = transpose(gradient, [1, 2, 0, 3]) as Tensor4D;
  return transpose(conv2d(batchAsChannels, gradientAsFilter, 1, padding), [1, 2, 0, 3]) as Tensor4D;
}

/** Convolution along one or two axes, stride 1, `same` padding, with or without bias. Kernel `[...window, in, out]`. */
export const convolution: Layer = {
  forward(input, weights) {
    const convolved = conv2d(asImages(input), asFilter(weight(weights, 'kernel')), 1, 'same');
    const output = weights.bias ? add(convolved, weights.bias) : convolved;
    return { output: reshape(output, [...input.shape.slice(0, -1), output.shape[3] as number]), saved: [] };
  },
  backward(gradient, { input }, weights, wantInput) {
    const kernel = weight(weights, 'kernel');
    const filter = asFilter(kernel);
    const images = asImages(gradient);
    const byFilter = filterGradient(asImages(input), images, [filter.shape[0], filter.shape[1]]);
    const byWeights: LayerTensors = { kernel: reshape(byFilter, kernel.shape) };
    return {
      input: wantInput ? reshape(inputGradient(images, filter), input.shape) : null,
      weights: weights.bias ? { ...byWeights, bias: channelSum(gradient) } : byWeights,
    };
  },
};
