/** Shapes and parameter counts that follow from a ModelSpec alone; the engine, the diagram and the tables all use these. */

import { sizeOf } from '../domain/representation';
import type { FusionPlan, LayerSpec, ModelSpec } from './model-spec';

type Shape = readonly number[];

/** A trainable or carried tensor of a layer. `trained` is false for batch normalisation's running statistics. */
export interface WeightSpec {
  readonly name: 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';
  readonly shape: Shape;
  readonly trained: boolean;
}

/** The output shape of a layer for an input shape, both without the batch. Throws where they do not fit. */
export function outputShape(layer: LayerSpec, input: Shape): Shape {
  const channels = input.at(-1) as number;
  const space = input.slice(0, -1);
  switch (layer.kind) {
    case 'conv1d':
      return requireRank(layer, input, 2, [...space, layer.filters]);
    case 'conv2d':
      return requireRank(layer, input, 3, [...space, layer.filters]);
    case 'averagePool':
      if (space.length === 0 || space.some((length) => length < 2)) throw misfit(layer, input);
      return [...space.map((length) => Math.floor(length / 2)), channels];
    case 'globalAveragePool':
      if (space.length === 0) throw misfit(layer, input);
      return [channels];
    case 'flatten':
      return [sizeOf(input)];
    case 'dense':
      return requireRank(layer, input, 1, [layer.units]);
    case 'batchNorm':
    case 'relu':
    case 'scale':
    case 'dropout':
      return input;
  }
}

/** The tensors that a layer owns for an input shape. Kernels are `[...window, in, out]`. */
export function weightsOf(layer: LayerSpec, input: Shape): readonly WeightSpec[] {
  const channels = input.at(-1) as number;
  switch (layer.kind) {
    case 'conv1d':
      return kernelAndBias([layer.kernel, channels, layer.filters], layer.bias);
    case 'conv2d':
      return kernelAndBias([layer.kernel, layer.kernel, channels, layer.filters], layer.bias);
    case 'dense':
      return kernelAndBias([channels, layer.units], true);
    case 'batchNorm':
      return [
        { name: 'gamma', shape: [channels], trained: true },
        { name: 'beta', shape: [channels], trained: true },
        { name: 'movingMean', shape: [channels], trained: false },
        { name: 'movingVariance', shape: [channels], trained: false },
      ];
    default:
      return [];
  }
}

export interface PlacedLayer {
  /** `time/0` for the first layer of a branch, `head/0` for the head's. */
  readonly path: string;
  readonly layer: LayerSpec;
  readonly input: Shape;
  readonly output: Shape;
  readonly weights: readonly WeightSpec[];
}

/** Every layer with its shapes, branch by branch and then the head. Throws where a spec does not fit together. */
export function placeLayers(spec: ModelSpec): readonly PlacedLayer[] {
  const branches = spec.branches.map((branch) => chain(branch.representation, branch.layers, branch.inputShape));
  const merged = spec.branches.reduce((sum, branch, index) => {
    const output = branches[index]?.at(-1)?.output ?? branch.inputShape;
    if (output.length !== 1)
      throw new Error(`Branch "${branch.representation}" ends in [${output}]; a list is needed to merge.`);
    return sum + (output[0] as number);
  }, 0);
  const head = chain('head', spec.head, [merged]);
  const logits = head.at(-1)?.output;
  if (logits?.length !== 1 || logits[0] !== spec.classes) {
    throw new Error(`Model "${spec.name}" ends in [${logits}]; expected [${spec.classes}], one logit a class.`);
  }
  return [...branches.flat(), ...head];
}

/** Trained numbers of a model. */
export function countParameters(spec: ModelSpec): number {
  return placeLayers(spec).reduce((sum, placed) => sum + countWeights(placed.weights), 0);
}

/** Trained numbers of a strategy: of all its members. */
export function countPlanParameters(plan: FusionPlan): number {
  return plan.members.reduce((sum, member) => sum + countParameters(member), 0);
}

function countWeights(weights: readonly WeightSpec[]): number {
  return weights.reduce((sum, weight) => sum + (weight.trained ? sizeOf(weight.shape) : 0), 0);
}

function chain(name: string, layers: readonly LayerSpec[], inputShape: Shape): PlacedLayer[] {
  let input = inputShape;
  return layers.map((layer, index) => {
    const output = outputShape(layer, input);
    const placed = { path: `${name}/${index}`, layer, input, output, weights: weightsOf(layer, input) };
    input = output;
    return placed;
  });
}

function kernelAndBias(kernel: Shape, bias: boolean): WeightSpec[] {
  const weights: WeightSpec[] = [{ name: 'kernel', shape: kernel, trained: true }];
  if (bias) weights.push({ name: 'bias', shape: [kernel.at(-1) as number], trained: true });
  return weights;
}

function requireRank(layer: LayerSpec, input: Shape, rank: number, output: Shape): Shape {
  if (input.length !== rank) throw misfit(layer, input);
  return output;
}

function misfit(layer: LayerSpec, input: Shape): Error {
  return new Error(`Layer ${layer.kind} cannot take an input of shape [${input}].`);
}

/** Multiply-accumulates of one beat's forward pass: how the work of models compares before any was timed. */
export function countMultiplyAccumulates(spec: ModelSpec): number {
  return placeLayers(spec).reduce((sum, { layer, output, weights }) => {
    const kernel = weights.find(({ name }) => name === 'kernel');
    if (!kernel) return sum;
    const positions = layer.kind === 'dense' ? 1 : sizeOf(output.slice(0, -1));
    return sum + positions * sizeOf(kernel.shape);
  }, 0);
}
