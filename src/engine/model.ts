/** A ModelSpec with weights: forward to logits, and backward to the gradient of every trained weight. */

import { concat, dispose, keep, ones, slice, type Tensor, type Tensor1D, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { type PlacedLayer, placeLayers } from '../fusion/model-shapes';
import type { LayerSpec, ModelSpec } from '../fusion/model-spec';
import { layerFor } from './layers';
import type { Forward, Layer, LayerTensors, StepContext } from './layers/layer';
import { initialVector, layOut, pack, type Slot, unpack } from './parameter-vector';

type Weights = Readonly<Record<string, LayerTensors>>;
type Trace = Forward & { readonly input: Tensor };

interface BoundLayer {
  readonly path: string;
  readonly layer: Layer;
}

/** What a forward pass leaves for the backward pass. */
export interface Pass {
  readonly logits: Tensor;
  readonly traces: ReadonlyMap<string, Trace>;
  readonly weights: Weights;
  /** Width of each branch's output, in the order of the spec's branches. */
  readonly mergedWidths: readonly number[];
  /** New running statistics by path and name. */
  readonly carried: Weights;
}

export class Model {
  readonly spec: ModelSpec;
  readonly slots: readonly Slot[];
  /** `[parameter]`, owned by the model. */
  parameters: Tensor1D;
  private carried: Weights;
  private readonly branches: readonly (readonly BoundLayer[])[];
  private readonly head: readonly BoundLayer[];

  constructor(spec: ModelSpec, seed: number) {
    this.spec = spec;
    const placed = placeLayers(spec);
    const { slots, length } = layOut(placed);
    this.slots = slots;
    this.parameters = keep(tensor1d(initialVector(slots, length, seed)));
    this.carried = initialStatistics(placed);
    this.branches = spec.branches.map((branch) => bind(branch.representation, branch.layers));
    this.head = bind('head', spec.head);
  }

  /** `inputs` are `[batch, ...inputShape]` by branch; logits are `[batch, class]`. Call inside `tidy`. */
  forward(inputs: readonly Tensor[], context: StepContext): Pass {
    const trained = unpack(this.parameters, this.slots);
    const weights: Record<string, LayerTensors> = {};
    for (const path of new Set([...Object.keys(trained), ...Object.keys(this.carried)])) {
      weights[path] = { ...trained[path], ...this.carried[path] };
    }
    const traces = new Map<string, Trace>();
    const run = (layers: readonly BoundLayer[], input: Tensor): Tensor =>
      layers.reduce((tensor, { path, layer }) => {
        const forward = layer.forward(tensor, weights[path] ?? {}, context);
        traces.set(path, { ...forward, input: tensor });
        return forward.output;
      }, input);
    const merged = this.branches.map((layers, index) => run(layers, inputs[index] as Tensor));
    const logits = run(this.head, merged.length === 1 ? (merged[0] as Tensor) : concat(merged, 1));
    const carried = Object.fromEntries(
      [...traces].flatMap(([path, trace]) => (trace.carried ? [[path, trace.carried]] : [])),
    );
    return { logits, traces, weights, mergedWidths: merged.map((tensor) => tensor.shape[1] as number), carried };
  }

  /** `[parameter]` gradient from the gradient by the logits. Call inside `tidy`. */
  backward(pass: Pass, byLogits: Tensor): { readonly vector: Tensor1D; readonly byPath: Weights } {
    const byPath: Record<string, LayerTensors> = {};
    const run = (layers: readonly BoundLayer[], gradient: Tensor, wantInput: boolean): Tensor | null =>
      layers.reduceRight<Tensor | null>((byOutput, { path, layer }, index) => {
        if (!byOutput) throw new Error(`No gradient reaches layer ${path}.`);
        const back = layer.backward(
          byOutput,
          pass.traces.get(path) as Trace,
          pass.weights[path] ?? {},
          wantInput || index > 0,
        );
        byPath[path] = back.weights;
        return back.input;
      }, gradient);
    const trainsBranches = this.slots.some(({ path }) => !path.startsWith('head/'));
    const byMerged = run(this.head, byLogits, trainsBranches);
    if (byMerged && trainsBranches) this.splitToBranches(byMerged, pass.mergedWidths, run);
    return { vector: pack(byPath, this.slots), byPath };
  }

  /** Takes over what an optimiser step returned and frees what it replaces. */
  replace(parameters: Tensor1D, carried: Weights): void {
    dispose(this.parameters);
    this.parameters = keep(parameters);
    if (Object.keys(carried).length === 0) return;
    dispose(tensorsOf(this.carried));
    for (const tensor of tensorsOf(carried)) keep(tensor);
    this.carried = carried;
  }

  dispose(): void {
    dispose(this.parameters);
    dispose(tensorsOf(this.carried));
  }

  private splitToBranches(
    byMerged: Tensor,
    widths: readonly number[],
    run: (layers: readonly BoundLayer[], gradient: Tensor, wantInput: boolean) => unknown,
  ): void {
    let offset = 0;
    this.branches.forEach((layers, index) => {
      const width = widths[index] as number;
      if (layers.length > 0) run(layers, slice(byMerged, [0, offset], [-1, width]), false);
      offset += width;
    });
  }
}

function bind(name: string, layers: readonly LayerSpec[]): BoundLayer[] {
  return layers.map((spec, index) => ({ path: `${name}/${index}`, layer: layerFor(spec) }));
}

function initialStatistics(placed: readonly PlacedLayer[]): Weights {
  const statistics: Record<string, LayerTensors> = {};
  for (const { path, weights } of placed) {
    for (const { name, shape, trained } of weights) {
      if (trained) continue;
      const initial = name === 'movingVariance' ? ones([...shape]) : zeros([...shape]);
      statistics[path] = { ...statistics[path], [name]: keep(initial) };
    }
  }
  return statistics;
}

function tensorsOf(weights: Weights): Tensor[] {
  return Object.values(weights).flatMap((tensors) => Object.values(tensors));
}
