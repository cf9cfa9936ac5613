import { add, mul, neg, onesLike, rsqrt, square, sub, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { channelAffine, channelSum } from './channels';
import { type Forward, type Layer, type LayerTensors, weight } from './layer';

const EPSILON = 1e-3;
/** Share that a running statistic keeps at each step. */
const MOMENTUM = 0.9;

function inverseDeviation(variance: Tensor): Tensor {
  return rsqrt(add(variance, EPSILON));
}

function blend(running: Tensor, batch: Tensor): Tensor {
  return add(mul(running, MOMENTUM), mul(batch, 1 - MOMENTUM));
}

function infer(input: Tensor, weights: LayerTensors): Forward {
  const factor = mul(weight(weights, 'gamma'), inverseDeviation(weight(weights, 'movingVariance')));
  const offset = sub(weight(weights, 'beta'), mul(weight(weights, 'movingMean'), factor));
  return { output: channelAffine(input, factor, offset), saved: [] };
}

/** Batch normalisation over all but the channel axis (Ioffe & Szegedy 2015). */
export const batchNorm: Layer = {
  forward(input, weights, { training }) {
    if (!training) return infer(input, weights);
    const count = input.size / (input.shape.at(-1) as number);
    const mean = mul(channelSum(input), 1 / count);
    // Centred before squaring: the difference of two large sums would cost the variance its digits.
    const centred = channelAffine(input, onesLike(mean), neg(mean));
    const variance = mul(channelSum(square(centred)), 1 / count);
    const inverse = inverseDeviation(variance);
    return {
      output: channelAffine(centred, mul(weight(weights, 'gamma'), inverse), weight(weights, 'beta')),
      saved: [centred, inverse],
      carried: {
        movingMean: blend(weight(weights, 'movingMean'), mean),
        movingVariance: blend(weight(weights, 'movingVariance'), variance),
      },
    };
  },
  backward(gradient, { saved }, weights, wantInput) {
    const [centred, inverse] = saved as [Tensor, Tensor];
    const share = (gradient.shape.at(-1) as number) / gradient.size;
    const beta = channelSum(gradient);
    const gamma = mul(channelSum(mul(gradient, centred)), inverse);
    if (!wantInput) return { input: null, weights: { gamma, beta } };
    // dx = a (dy - mean(dy) - xhat mean(dy xhat)) with a = gamma / deviation and xhat = centred / deviation.
    const factor = mul(weight(weights, 'gamma'), inverse);
    const direct = channelAffine(gradient, factor, neg(mul(mul(factor, beta), share)));
    const slope = mul(mul(factor, mul(gamma, inverse)), share);
    return { input: sub(direct, channelAffine(centred, slope, zerosLike(slope))), weights: { gamma, beta } };
  },
};
