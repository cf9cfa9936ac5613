/** A ModelSpec as a person would write it with stock tfjs layers: Keras layers, softmax, categorical cross-entropy, Adam. */

import { dispose, tensor, train } from '@tensorflow/tfjs-core';
import { input, type LayersModel, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../../../src/engine/adam';
import { type PlacedLayer, placeLayers } from '../../../src/fusion/model-shapes';
import type { ModelSpec } from '../../../src/fusion/model-spec';
import { SPEED_LEARNING_RATE } from '../../../src/study/speed-run';
import type { FirstWeight } from './trial';

/** Compiled, and with the first weights set. Its inputs are the branches in their order. */
export function buildLayersModel(spec: ModelSpec, weights: readonly FirstWeight[]): LayersModel {
  const inputs = spec.branches.map(({ inputShape }) => input({ shape: [...inputShape] }));
  const placed = placeLayers(spec);
  const chain = (name: string, start: SymbolicTensor): SymbolicTensor =>
    placed
      .filter(({ path }) => path.startsWith(`${name}/`))
      .reduce((tensorSoFar, each) => kerasLayer(each).apply(tensorSoFar) as SymbolicTensor, start);
  const merged = spec.branches.map(({ representation }, index) =>
    chain(representation, inputs[index] as SymbolicTensor),
  );
  const joined = merged.length === 1 ? (merged[0] as SymbolicTensor) : layers.concatenate().apply(merged);
  const probabilities = layers.softmax().apply(chain('head', joined as SymbolicTensor));
  const built = model({ inputs, outputs: probabilities as SymbolicTensor });
  built.compile({
    optimizer: train.adam(SPEED_LEARNING_RATE, FIRST_DECAY, SECOND_DECAY, EPSILON),
    loss: 'categoricalCrossentropy',
  });
  setWeights(built, weights);
  return built;
}

function kerasLayer({ path, layer, input: { length: rank } }: PlacedLayer): layers.Layer {
  const name = nameOf(path);
  switch (layer.kind) {
    case 'conv1d':
    case 'conv2d':
      return layers[layer.kind]({
        name,
        filters: layer.filters,
        kernelSize: layer.kernel,
        padding: 'same',
        useBias: layer.bias,
      });
    case 'batchNorm':
      return layers.batchNormalization({ name, momentum: 0.9, epsilon: 1e-3 });
    case 'relu':
      return layers.reLU({ name });
    case 'averagePool':
      return rank === 2
        ? layers.averagePooling1d({ name, poolSize: 2, strides: 2 })
        : layers.averagePooling2d({ name, poolSize: 2, strides: 2 });
    case 'globalAveragePool':
      return rank === 2 ? layers.globalAveragePooling1d({ name }) : layers.globalAveragePooling2d({ name });
    case 'flatten':
      return layers.flatten({ name });
    case 'scale':
      return layers.rescaling({ name, scale: layer.factor });
    case 'dense':
      return layers.dense({ name, units: layer.units });
    case 'dropout':
      return layers.dropout({ name, rate: layer.rate });
  }
}

/** Trained weights come first in every Keras layer, in the order of the lab's layout; running statistics stay as they are. */
function setWeights(built: LayersModel, weights: readonly FirstWeight[]): void {
  for (const path of new Set(weights.map((weight) => weight.path))) {
    const layer = built.getLayer(nameOf(path));
    const first = weights
      .filter((weight) => weight.path === path)
      .map(({ values, shape }) => tensor(values, [...shape]));
    layer.setWeights([...first, ...layer.getWeights().slice(first.length)]);
    dispose(first);
  }
}

/** tfjs makes scopes of slashes. */
function nameOf(path: string): string {
  return path.replace('/', '_');
}
