import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../domain/random';
import { outputShape, weightsOf } from '../../../fusion/model-shapes';
import type { LayerSpec } from '../../../fusion/model-spec';
import { layerFor } from '.';
import type { LayerTensors } from './layer';

/** The same layers as tfjs writes them: an oracle that shares no line with ours, differentiated by small steps. */
type Oracle = (input: tf.Tensor, weights: LayerTensors) => tf.Tensor;

const get = (weights: LayerTensors, name: string): tf.Tensor => weights[name] as tf.Tensor;

const CASES: readonly { readonly spec: LayerSpec; readonly input: readonly number[]; readonly oracle: Oracle }[] = [
  {
    spec: { kind: 'conv1d', filters: 4, kernel: 7, bias: true },
    input: [3, 17, 2],
    oracle: (x, w) => tf.add(tf.conv1d(x as tf.Tensor3D, get(w, 'kernel') as tf.Tensor3D, 1, 'same'), get(w, 'bias')),
  },
  {
    spec: { kind: 'conv1d', filters: 3, kernel: 4, bias: false },
    input: [1, 9, 1],
    oracle: (x, w) => tf.conv1d(x as tf.Tensor3D, get(w, 'kernel') as tf.Tensor3D, 1, 'same'),
  },
  {
    spec: { kind: 'conv2d', filters: 4, kernel: 3, bias: false },
    input: [2, 5, 8, 3],
    oracle: (x, w) => tf.conv2d(x as tf.Tensor4D, get(w, 'kernel') as tf.Tensor4D, 1, 'same'),
  },
  {
    spec: { kind: 'batchNorm' },
    input: [4, 6, 5, 3],
    oracle: (x, w) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3)));
      return tf.add(tf.mul(normal, get(w, 'gamma')), get(w, 'beta'));
    },
  },
  { spec: { kind: 'relu' }, input: [3, 7], oracle: (x) => tf.relu(x) },
  {
    spec: { kind: 'averagePool' },
    input: [2, 7, 6, 3],
    oracle: (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'),
  },
  {
    spec: { kind: 'averagePool' },
    input: [2, 9, 3],
    oracle: (x) =>
      tf.reshape(tf.avgPool(tf.reshape(x, [2, 9, 1, 3]) as tf.Tensor4D, [2, 1], [2, 1], 'valid'), [2, 4, 3]),
  },
  { spec: { kind: 'globalAveragePool' }, input: [2, 5, 4, 3], oracle: (x) => tf.mean(x, [1, 2]) },
  { spec: { kind: 'globalAveragePool' }, input: [3, 5, 2], oracle: (x) => tf.mean(x, 1) },
  {
    spec: { kind: 'dense', units: 4 },
    input: [5, 3],
    oracle: (x, w) => tf.add(tf.matMul(x as tf.Tensor2D, get(w, 'kernel') as tf.Tensor2D), get(w, 'bias')),
  },
  { spec: { kind: 'scale', factor: 0.7 }, input: [2, 3], oracle: (x) => tf.mul(x, 0.7) },
  { spec: { kind: 'flatten' }, input: [2, 3, 4], oracle: (x) => tf.reshape(x, [2, 12]) },
];

/** Most layers are linear in each argument, where a central difference is exact; batch normalisation bends little. */
const STEP = 0.02;

/** Derivative of sum(output * gradient) by each element of one argument, by central differences. */
function numericGradient(run: (argument: tf.Tensor) => tf.Tensor, argument: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  const values = argument.dataSync().slice();
  const along = gradient.dataSync();
  const at = (index: number, change: number): number => {
    const moved = values.slice();
    moved[index] = (moved[index] as number) + change;
    const output = run(tf.tensor(moved, argument.shape)).dataSync();
    return Array.from(output).reduce((sum, value, place) => sum + value * (along[place] as number), 0);
  };
  const derivative = Array.from(values, (_, index) => (at(index, STEP) - at(index, -STEP)) / (2 * STEP));
  return tf.tensor(derivative, argument.shape);
}

/** ReLU has no derivative at 0: no value so near that a step crosses it. */
const awayFromZero = (value: number): number => value + Math.sign(value) * 2 * STEP;

function expectClose(found: tf.Tensor, reference: tf.Tensor, tolerance = 1e-5): void {
  expect(found.shape).toEqual(reference.shape);
  const largest = Math.max(...Array.from(reference.dataSync(), Math.abs), 1e-6);
  const difference = Math.max(...Array.from(tf.sub(found, reference).dataSync(), Math.abs));
  expect(difference / largest).toBeLessThan(tolerance);
}

describe('layers against tfjs and its own derivatives', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  for (const { spec, input, oracle } of CASES) {
    it(`${spec.kind} on [${input}]: output and every gradient`, () => {
      const random = createRandom(11);
      const draw = (shape: readonly number[]): tf.Tensor =>
        tf.tensor(
          Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => awayFromZero(random.normal())),
          [...shape],
        );
      const owned = weightsOf(spec, input.slice(1));
      const weights = Object.fromEntries(owned.map(({ name, shape }) => [name, draw(shape)]));
      const trained = owned.filter((weight) => weight.trained).map(({ name }) => name as string);
      const data = draw(input);
      const gradient = draw([input[0] as number, ...outputShape(spec, input.slice(1))]);

      const layer = layerFor(spec);
      const forward = layer.forward(data, weights, { training: true, dropoutStream: 1 });
      const back = layer.backward(gradient, { ...forward, input: data }, weights, true);
      const tolerance = spec.kind === 'batchNorm' ? 5e-3 : 1e-3;

      expectClose(forward.output, oracle(data, weights));
      expectClose(
        back.input as tf.Tensor,
        numericGradient((x) => oracle(x, weights), data, gradient),
        tolerance,
      );
      for (const name of trained) {
        const byWeight = numericGradient((x) => oracle(data, { ...weights, [name]: x }), get(weights, name), gradient);
        expectClose(back.weights[name] as tf.Tensor, byWeight, tolerance);
      }
    });
  }

  it('keeps running statistics that inference uses', () => {
    const layer = layerFor({ kind: 'batchNorm' });
    const data = tf.tensor([1, 3, 5, 7], [4, 1]);
    const weights = {
      gamma: tf.ones([1]),
      beta: tf.zeros([1]),
      movingMean: tf.zeros([1]),
      movingVariance: tf.ones([1]),
    };
    const { carried } = layer.forward(data, weights, { training: true, dropoutStream: 1 });
    expectClose(carried?.movingMean as tf.Tensor, tf.tensor([0.1 * 4]));
    expectClose(carried?.movingVariance as tf.Tensor, tf.tensor([0.9 + 0.1 * 5]));
    const inferred = layer.forward(data, { ...weights, ...carried }, { training: false, dropoutStream: 1 });
    expectClose(
      inferred.output,
      tf.tensor(
        [0.6, 2.6, 4.6, 6.6].map((value) => value / Math.sqrt(1.4 + 1e-3)),
        [4, 1],
      ),
    );
  });

  it('drops the stated share, keeps the mean, and does nothing at inference', () => {
    const layer = layerFor({ kind: 'dropout', rate: 0.25 });
    const data = tf.ones([200, 50]);
    const { output } = layer.forward(data, {}, { training: true, dropoutStream: 1 });
    const values = [...output.dataSync()];
    expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.25, 1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 1);
    expectClose(layer.forward(data, {}, { training: false, dropoutStream: 1 }).output, data);
  });
});
