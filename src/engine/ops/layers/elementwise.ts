import { mul, relu as rectify, reshape, step, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { dropoutMask } from '../../dropout-mask';
import type { Layer } from './layer';

export const relu: Layer = {
  forward: (input) => ({ output: rectify(input), saved: [] }),
  backward: (gradient, { output }, _weights, wantInput) => ({
    input: wantInput ? mul(gradient, step(output)) : null,
    weights: {},
  }),
};

export function scaling(factor: number): Layer {
  return {
    forward: (input) => ({ output: mul(input, factor), saved: [] }),
    backward: (gradient, _forward, _weights, wantInput) => ({
      input: wantInput ? mul(gradient, factor) : null,
      weights: {},
    }),
  };
}

export const flatten: Layer = {
  forward: (input) => ({ output: reshape(input, [input.shape[0] as number, -1]), saved: [] }),
  backward: (gradient, { input }, _weights, wantInput) => ({
    input: wantInput ? reshape(gradient, input.shape) : null,
    weights: {},
  }),
};

/** Inverted dropout: what is kept grows by 1 / (1 - rate), so that nothing changes at inference. */
export function dropout(rate: number): Layer {
  return {
    forward(input, _weights, { training, dropoutStream }) {
      if (!training) return { output: input, saved: [] };
      const kept = tensor(dropoutMask(dropoutStream, rate, input.size), input.shape);
      return { output: mul(input, kept), saved: [kept] };
    },
    backward(gradient, { saved }, _weights, wantInput) {
      return { input: wantInput ? mul(gradient, saved[0] as Tensor) : null, weights: {} };
    },
  };
}
