/** A ModelSpec and a batch size as a program: forward, loss, backward and Adam; or forward and probabilities. */

import { sizeOf } from '../../domain/representation';
import { type PlacedLayer, placeLayers } from '../../fusion/model-shapes';
import type { ModelSpec } from '../../fusion/model-spec';
import { type KeyedLayer, keyedLayers } from '../keyed-layers';
import { layOutParameters, layOutStatistics } from '../parameter-layout';
import type { BufferSlot } from '../plan/program';
import { slotOf } from '../plan/stages/stage';
import { type Program, ProgramBuilder } from './program';
import { groupLayers } from './stages/group-layers';
import { type Activation, gradientBy, type Stage, type StageContext, toEights } from './stages/stage';

export interface CompileRequest {
  readonly spec: ModelSpec;
  readonly batch: number;
  readonly seed: number;
  readonly training: boolean;
}

/** Buffers that a program is given and keeps from step to step. */
export const BOUND = [
  'parameters',
  'gradient',
  'firstMoment',
  'secondMoment',
  'statistics',
  'zeros',
  'classWeights',
  'totals',
] as const;
export type BoundName = (typeof BOUND)[number];

export interface CompiledProgram {
  readonly program: Program;
  /** Of each branch in turn: `[beat, ...inputShape]`. */
  readonly inputs: readonly BufferSlot[];
  /** `[beat]` index into the classes; null at inference. */
  readonly labels: BufferSlot | null;
  /** `[beat, class]`; null while training. */
  readonly probabilities: BufferSlot | null;
  readonly bound: Readonly<Record<BoundName, BufferSlot>>;
}

export function compile(request: CompileRequest): CompiledProgram {
  return new Compilation(request).run();
}

class Compilation {
  private readonly builder = new ProgramBuilder();
  private readonly placed: readonly PlacedLayer[];
  private readonly bound: Readonly<Record<BoundName, BufferSlot>>;
  private readonly context: StageContext;

  constructor(private readonly request: CompileRequest) {
    const { spec, batch, training } = request;
    this.placed = placeLayers(spec);
    const parameterLayout = layOutParameters(this.placed);
    const statisticsLayout = layOutStatistics(this.placed);
    this.bound = this.bind({
      parameters: parameterLayout.length,
      gradient: parameterLayout.length,
      firstMoment: parameterLayout.length,
      secondMoment: parameterLayout.length,
      statistics: statisticsLayout.length,
      zeros: this.widest(),
      classWeights: spec.classes,
      totals: 2 * (2 + spec.branches.length),
    });
    const { builder } = this;
    const { parameters, gradient, statistics: running, zeros } = this.bound;
    this.context = {
      batch,
      training,
      builder,
      parameters,
      gradient,
      running,
      zeros,
      parameterLayout,
      statisticsLayout,
    };
  }

  run(): CompiledProgram {
    const { spec, training } = this.request;
    const inputs = spec.branches.map(({ representation, inputShape }) => this.inputOf(representation, inputShape));
    const branches = spec.branches.map(({ representation }) =>
      groupLayers(this.context, this.layersOf(representation)),
    );
    const outputs = branches.map((stages, index) => forward(stages, inputs[index] as Activation));
    const merged = this.merge(outputs);
    const head = groupLayers(this.context, this.layersOf('head'));
    const logits = forward(head, merged).slot;
    const labels = training ? this.builder.input('labels', this.request.batch) : null;
    const probabilities = training ? null : this.probabilities(logits);
    if (labels) {
      this.backward(this.judge(logits, labels), { branches, outputs, merged, head });
      this.optimise(outputs);
    }
    return {
      program: this.builder.finish(),
      inputs: inputs.map(({ slot }) => slot),
      labels,
      probabilities,
      bound: this.bound,
    };
  }

  private inputOf(name: string, shape: readonly number[]): Activation {
    return { slot: this.builder.input(`${name} input`, this.request.batch * sizeOf(shape)), shape };
  }

  /** Branch outputs side by side; a single one stays where it is. */
  private merge(outputs: readonly Activation[]): Activation {
    const [only] = outputs;
    if (only && outputs.length === 1) return only;
    const width = outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const merged = this.builder.transient('merged', this.request.batch * width);
    forEachColumn(outputs, (slot, own, offset) => {
      const to = { slot: merged, offset };
      this.builder.call('copyColumns', { from: slot, to, fromStride: own, toStride: width, width: own });
    });
    return { slot: merged, shape: [width] };
  }

  private judge(logits: BufferSlot, labels: BufferSlot): BufferSlot {
    const { batch, spec } = this.request;
    const byLogits = this.builder.transient('gradient by logits', batch * spec.classes);
    const { classWeights, totals } = this.bound;
    this.builder.call('crossEntropy', { logits, labels, classWeights, byLogits, totals, classes: spec.classes });
    return byLogits;
  }

  private probabilities(logits: BufferSlot): BufferSlot {
    const { batch, spec } = this.request;
    const probabilities = this.builder.transient('probabilities', batch * spec.classes);
    this.builder.call('softmax', { logits, probabilities, classes: spec.classes });
    return probabilities;
  }

  private backward(
    byLogits: BufferSlot,
    {
      branches,
      outputs,
      merged,
      head,
    }: {
      readonly branches: readonly (readonly Stage[])[];
      readonly outputs: readonly Activation[];
      readonly merged: Activation;
      readonly head: readonly Stage[];
    },
  ): void {
    const byMerged = backward(head, byLogits, branches.some(hasWeights));
    if (!byMerged) return;
    const [width] = merged.shape as [number];
    forEachColumn(outputs, (_slot, own, offset, index) => {
      const stages = branches[index] as readonly Stage[];
      if (!hasWeights(stages)) return;
      const from = { slot: byMerged, offset };
      const to = outputs.length === 1 ? byMerged : gradientBy(this.context, 'head', outputs[index] as Activation);
      if (to !== byMerged) this.builder.call('copyColumns', { from, to, fromStride: width, toStride: own, width: own });
      backward(stages, to, false);
    });
  }

  private optimise(outputs: readonly Activation[]): void {
    const { parameters, gradient, firstMoment, secondMoment, totals } = this.bound;
    const kernel = slotOf(this.context.parameterLayout, 'head/0', 'kernel');
    const units = kernel.weight.shape[1] as number;
    forEachColumn(outputs, (_slot, own, offset, index) => {
      this.builder.call('energy', {
        gradient: { slot: gradient, offset: kernel.offset + offset * units },
        total: { slot: totals, offset: 2 * (2 + index) },
        length: own * units,
      });
    });
    const { length } = this.context.parameterLayout;
    this.builder.call('adam', { gradient, parameters, firstMoment, secondMoment, length });
  }

  private layersOf(name: string): KeyedLayer[] {
    return keyedLayers(this.placed, name, this.request);
  }

  private bind(words: Readonly<Record<BoundName, number>>): Readonly<Record<BoundName, BufferSlot>> {
    const entries = BOUND.map((name) => [name, this.builder.bound(name, Math.max(1, words[name]))]);
    return Object.fromEntries(entries) as Record<BoundName, BufferSlot>;
  }

  /** Channels of the widest layer, in whole eights. */
  private widest(): number {
    return toEights(Math.max(...this.placed.flatMap(({ input, output }) => [input.at(-1) ?? 0, output.at(-1) ?? 0])));
  }
}

function forward(stages: readonly Stage[], input: Activation): Activation {
  return stages.reduce((given, stage) => stage.forward(given), input);
}

/** Returns the gradient by the input of the first stage where it is wanted. */
function backward(stages: readonly Stage[], gradient: BufferSlot, wantInput: boolean): BufferSlot | null {
  return stages.reduceRight<BufferSlot | null>((byOutput, stage, index) => {
    // Below the last layer that learns nobody asks.
    if (!byOutput) return null;
    return stage.backward(byOutput, wantInput || hasWeights(stages.slice(0, index)));
  }, gradient);
}

function hasWeights(stages: readonly Stage[]): boolean {
  return stages.some((stage) => stage.hasWeights);
}

/** Each branch's output with its width and the column at which it begins among all. */
function forEachColumn(
  outputs: readonly Activation[],
  act: (slot: BufferSlot, width: number, offset: number, index: number) => void,
): void {
  let offset = 0;
  outputs.forEach(({ slot, shape }, index) => {
    const width = sizeOf(shape);
    act(slot, width, offset, index);
    offset += width;
  });
}
