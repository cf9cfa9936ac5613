/** Each kernel form that the engine chose for WASM against the plain one, in one run: `npx tsx tests/bench/layers.ts`. */

import * as tf from '@tensorflow/tfjs-core';
import { startEngine } from '../../src/engine/backends';
import { channelAffine, channelSum } from '../../src/engine/ops/layers/channels';
import { nodePlatform } from '../../src/headless/node-platform';

const BATCH = 128;
const ROUNDS = 20;

interface Pair {
  readonly name: string;
  readonly plain: () => tf.Tensor;
  readonly ours: () => tf.Tensor;
}

function medianMilliseconds(run: () => tf.Tensor): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    tf.tidy(run);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[ROUNDS / 2] as number;
}

const engine = await startEngine('wasm', nodePlatform());
const image = tf.randomNormal([BATCH, 32, 32, 8]) as tf.Tensor4D;
const channel = tf.randomNormal([8]);
const pooled = tf.randomNormal([BATCH, 16, 16, 8]) as tf.Tensor4D;
const wide = tf.randomNormal([BATCH, 1344]) as tf.Tensor2D;
const gradient = tf.randomNormal([BATCH, 64]) as tf.Tensor2D;
const convolved = tf.randomNormal([BATCH, 16, 16, 16]) as tf.Tensor4D;
const filter = tf.randomNormal([3, 3, 8, 16]) as tf.Tensor4D;

const PAIRS: readonly Pair[] = [
  { name: 'sum over batch and positions', plain: () => tf.sum(image, [0, 1, 2]), ours: () => channelSum(image) },
  {
    name: 'scale and offset of each channel',
    plain: () => tf.add(tf.mul(image, channel), channel),
    ours: () => channelAffine(image, channel, channel),
  },
  {
    name: 'gradient of average pooling',
    plain: () =>
      tf.engine().runKernel('AvgPoolGrad', { dy: pooled, input: image }, {
        filterSize: [2, 2],
        strides: [2, 2],
        pad: 'valid',
      } as never) as tf.Tensor,
    ours: () => tf.image.resizeNearestNeighbor(tf.mul(pooled, 0.25) as tf.Tensor4D, [32, 32]),
  },
  {
    name: 'product with a transposed side',
    plain: () => tf.matMul(wide, gradient, true, false),
    ours: () => tf.matMul(tf.transpose(wide) as tf.Tensor2D, gradient),
  },
  {
    name: 'input gradient of a convolution',
    plain: () => tf.conv2dTranspose(convolved, filter, [BATCH, 16, 16, 8], 1, 'same'),
    ours: () => tf.conv2d(convolved, tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D, 1, 'same'),
  },
];

console.log(`${engine.label}, batch ${BATCH}, median of ${ROUNDS}`);
for (const { name, plain, ours } of PAIRS) {
  tf.tidy(plain);
  tf.tidy(ours);
  const [before, after] = [medianMilliseconds(plain), medianMilliseconds(ours)];
  console.log(
    `${name.padEnd(36)} plain ${before.toFixed(2)} ms  ours ${after.toFixed(2)} ms  ${(before / after).toFixed(1)} times`,
  );
}
