import { add, matMul, type Tensor, type Tensor2D, transpose } from '@tensorflow/tfjs-core';
import { channelSum } from './channels';
import { type Layer, weight } from './layer';

/** `input · kernel + bias`; kernel `[in, out]`. Operands are transposed before the product: on WASM the product's own
 * transpose flags are several times slower. */
export const dense: Layer = {
  forward(input, weights) {
    return {
      output: add(matMul(input as Tensor2D, weight(weights, 'kernel') as Tensor2D), weight(weights, 'bias')),
      saved: [],
    };
  },
  backward(gradient, { input }, weights, wantInput) {
    const kernel: Tensor = matMul(transpose(input) as Tensor2D, gradient as Tensor2D);
    return {
      input: wantInput ? matMul(gradient as Tensor2D, transpose(weight(weights, 'kernel')) as Tensor2D) : null,
      weights: { kernel, bias: channelSum(gradient) },
    };
  },
};
