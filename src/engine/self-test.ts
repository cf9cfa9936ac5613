/** Every kind of layer, forward and backward, on a backend and on the cpu backend, over small odd shapes. */

import { mul, setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { createRandom } from '../domain/random';
import { sizeOf } from '../domain/representation';
import { outputShape, weightsOf } from '../fusion/model-shapes';
import type { LayerSpec } from '../fusion/model-spec';
import { layerFor } from './ops/layers';
import { relativeError } from './relative-error';

export interface GradientError {
  readonly layer: LayerSpec['kind'];
  /** Largest difference of output and gradients, relative to the largest reference value. */
  readonly error: number;
}

interface Case {
  readonly layer: LayerSpec;
  /** `[batch, ...]` */
  readonly input: readonly number[];
}

export const SELF_TEST_CASES: readonly Case[] = [
  { layer: { kind: 'conv1d', filters: 3, kernel: 7, bias: true }, input: [3, 13, 2] },
  { layer: { kind: 'conv1d', filters: 2, kernel: 4, bias: false }, input: [1, 9, 1] },
  { layer: { kind: 'conv2d', filters: 3, kernel: 3, bias: false }, input: [3, 7, 5, 2] },
  { layer: { kind: 'batchNorm' }, input: [5, 9, 3] },
  { layer: { kind: 'relu' }, input: [3, 11] },
  { layer: { kind: 'averagePool' }, input: [3, 7, 6, 2] },
  { layer: { kind: 'globalAveragePool' }, input: [3, 5, 4, 2] },
  { layer: { kind: 'flatten' }, input: [3, 5, 2] },
  { layer: { kind: 'scale', factor: 0.3 }, input: [3, 5] },
  { layer: { kind: 'dense', units: 5 }, input: [3, 7] },
  { layer: { kind: 'dropout', rate: 0.4 }, input: [5, 9] },
];

/** The largest error of each kind of layer on `backendName` against the cpu backend, which must be loaded. */
export async function gradientErrors(backendName: string, cases = SELF_TEST_CASES): Promise<GradientError[]> {
  await setBackend('cpu');
  const expected = await Promise.all(cases.map(runCase));
  await setBackend(backendName);
  const errors: GradientError[] = [];
  for (const [index, each] of cases.entries()) {
    errors.push({
      layer: each.layer.kind,
      error: largestError(await runCase(each), expected[index] as Float32Array[]),
    });
  }
  return errors;
}

/** Output, input gradient, weight gradients and running statistics of one layer, on the backend that is set. */
export async function runCase({ layer, input }: Case): Promise<Float32Array[]> {
  const results = tidy(() => {
    const random = createRandom(sizeOf(input));
    const draw = (shape: readonly number[], positive = false): Tensor => {
      const values = Float32Array.from({ length: sizeOf(shape) }, () =>
        positive ? 0.5 + random.uniform() : random.normal(),
      );
      return tensor(values, [...shape]);
    };
    const run = layerFor(layer);
    const weights = Object.fromEntries(
      weightsOf(layer, input.slice(1)).map(({ name, shape }) => [name, draw(shape, name === 'movingVariance')]),
    );
    const data = draw(input);
    const forward = run.forward(data, weights, { training: true, dropoutStream: 1 });
    const inference = run.forward(data, weights, { training: false, dropoutStream: 1 });
    const gradient = draw([input[0] as number, ...outputShape(layer, input.slice(1))]);
    const back = run.backward(gradient, { ...forward, input: data }, weights, true);
    return [
      forward.output,
      inference.output,
      back.input as Tensor,
      ...Object.values(back.weights),
      ...Object.values(forward.carried ?? {}),
    ].map((each) => mul(each, 1));
  });
  const values = await Promise.all(results.map(async (each) => Float32Array.from(await each.data())));
  for (const each of results) each.dispose();
  return values;
}

function largestError(found: readonly Float32Array[], expected: readonly Float32Array[]): number {
  return Math.max(...expected.map((reference, index) => relativeError(found[index] as Float32Array, reference)));
}
