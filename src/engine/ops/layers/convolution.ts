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

type Padding = [[number, number], [number, number], [number, number], [number, number]];

/** Zeros before and after each axis that `same` padding adds; `reversed` where a flipped filter runs back over it. */
function samePadding([rows, columns]: readonly [number, number], reversed = false): Padding {
  const around = (window: number): [number, number] => {
    const before = Math.floor((window - 1) / 2);
    return reversed ? [window - 1 - before, before] : [before, window - 1 - before];
  };
  return [[0, 0], around(rows), around(columns), [0, 0]];
}

/** The gradient by the input: the convolution of the gradient with the flipped filter, its channels exchanged. */
function inputGradient(gradient: Tensor4D, filter: Tensor4D): Tensor4D {
  const flipped = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
  return conv2d(gradient, flipped, 1, samePadding([filter.shape[0], filter.shape[1]], true));
}

/**
 * The gradient by the filter is a convolution too: of the input with the gradient as its filter, where the batch plays
 * the channels. The padding of the forward pass gives exactly one output position a filter tap.
 */
function filterGradient(input: Tensor4D, gradient: Tensor4D, window: readonly [number, number]): Tensor4D {
  const batchAsChannels = transpose(input, [3, 1, 2, 0]) as Tensor4D;
  const gradientAsFilter = transpose(gradient, [1, 2, 0, 3]) as Tensor4D;
  return transpose(conv2d(batchAsChannels, gradientAsFilter, 1, samePadding(window)), [1, 2, 0, 3]) as Tensor4D;
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
