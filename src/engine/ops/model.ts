/** A ModelSpec with weights: forward to logits, and backward to the gradient of every trained weight. */

import { concat, dispose, keep, slice, type Tensor, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import { placeLayers } from '../../fusion/model-shapes';
import type { LayerSpec, ModelSpec } from '../../fusion/model-spec';
import { dropoutKey, dropoutStream } from '../dropout-mask';
import {
  initialParameters,
  initialStatistics,
  type Layout,
  layOutParameters,
  layOutStatistics,
} from '../parameter-layout';
import { layerFor } from './layers';
import type { Forward, Layer, LayerTensors } from './layers/layer';
import { pack, unpack } from './vector-views';

type Weights = Readonly<Record<string, LayerTensors>>;
type Trace = Forward & { readonly input: Tensor };

interface BoundLayer {
  readonly path: string;
  readonly layer: Layer;
  readonly dropoutKey: number;
}

/** What a forward pass leaves for the backward pass. */
export interface Pass {
  readonly logits: Tensor;
  readonly traces: ReadonlyMap<string, Trace>;
  readonly weights: Weights;
  /** Width of each branch's output, in the order of the spec's branches. */
  readonly mergedWidths: readonly number[];
  /** New running statistics, `[statistic]`; null at inference and where the model has none. */
  readonly statistics: Tensor1D | null;
}

export class Model {
  readonly spec: ModelSpec;
  readonly layout: Layout;
  /** `[parameter]`, owned by the model. */
  parameters: Tensor1D;
  /** `[statistic]`, running means and variances, owned by the model. */
  statistics: Tensor1D;
  private readonly statisticsLayout: Layout;
  private readonly branches: readonly (readonly BoundLayer[])[];
  private readonly head: readonly BoundLayer[];

  constructor(spec: ModelSpec, seed: number) {
    this.spec = spec;
    const placed = placeLayers(spec);
    this.layout = layOutParameters(placed);
    this.statisticsLayout = layOutStatistics(placed);
    this.parameters = keep(tensor1d(initialParameters(this.layout, seed)));
    this.statistics = keep(tensor1d(initialStatistics(this.statisticsLayout)));
    const bind = (name: string, layers: readonly LayerSpec[]): BoundLayer[] =>
      layers.map((layer, index) => {
        const path = `${name}/${index}`;
        return { path, layer: layerFor(layer), dropoutKey: dropoutKey(seed, spec.name, path) };
      });
    this.branches = spec.branches.map((branch) => bind(branch.representation, branch.layers));
    this.head = bind('head', spec.head);
  }

  /**
   * `inputs` are `[batch, ...inputShape]` by branch; logits are `[batch, class]`. `step` numbers the training step, and is
   * null at inference. Call inside `tidy`.
   */
  forward(inputs: readonly Tensor[], step: number | null): Pass {
    const weights = this.weightsByPath();
    const traces = new Map<string, Trace>();
    const run = (layers: readonly BoundLayer[], input: Tensor): Tensor =>
      layers.reduce((tensor, { path, layer, dropoutKey: key }) => {
        const context = { training: step !== null, dropoutStream: dropoutStream(key, step ?? 0) };
        const forward = layer.forward(tensor, weights[path] ?? {}, context);
        traces.set(path, { ...forward, input: tensor });
        return forward.output;
      }, input);
    const merged = this.branches.map((layers, index) => run(layers, inputs[index] as Tensor));
    const logits = run(this.head, merged.length === 1 ? (merged[0] as Tensor) : concat(merged, 1));
    const mergedWidths = merged.map((tensor) => tensor.shape[1] as number);
    return { logits, traces, weights, mergedWidths, statistics: step === null ? null : this.carriedBy(traces) };
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
    const trainsBranches = this.layout.slots.some(({ path }) => !path.startsWith('head/'));
    const byMerged = run(this.head, byLogits, trainsBranches);
    if (byMerged && trainsBranches) this.splitToBranches(byMerged, pass.mergedWidths, run);
    return { vector: pack(byPath, this.layout.slots), byPath };
  }

  /** Takes over what an optimiser step returned and frees what it replaces. */
  replace(parameters: Tensor1D, statistics: Tensor1D | null): void {
    dispose(this.parameters);
    this.parameters = keep(parameters);
    if (!statistics) return;
    dispose(this.statistics);
    this.statistics = keep(statistics);
  }

  dispose(): void {
    dispose([this.parameters, this.statistics]);
  }

  private weightsByPath(): Weights {
    const trained = unpack(this.parameters, this.layout.slots);
    const carried = unpack(this.statistics, this.statisticsLayout.slots);
    const paths = new Set([...Object.keys(trained), ...Object.keys(carried)]);
    return Object.fromEntries([...paths].map((path) => [path, { ...trained[path], ...carried[path] }]));
  }

  private carriedBy(traces: ReadonlyMap<string, Trace>): Tensor1D | null {
    if (this.statisticsLayout.length === 0) return null;
    const byPath = Object.fromEntries([...traces].map(([path, { carried }]) => [path, carried ?? {}]));
    return pack(byPath, this.statisticsLayout.slots);
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
