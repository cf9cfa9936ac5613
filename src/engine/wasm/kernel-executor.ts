/** Runs a model as a fixed list of kernel calls in one linear memory: no tensors, no allocation, one call into WebAssembly a step. */

import type { Dataset } from '../../domain/dataset';
import { sizeOf } from '../../domain/representation';
import { placeLayers } from '../../fusion/model-shapes';
import type { ModelSpec } from '../../fusion/model-spec';
import { biasCorrection } from '../adam';
import { labelsOf, locate } from '../beat-places';
import { createBreather } from '../breather';
import type { Executor, StepSettings, Totals, TrainedState } from '../executor';
import { gatherInto } from '../gather';
import {
  initialParameters,
  initialStatistics,
  type Layout,
  layOutParameters,
  layOutStatistics,
} from '../parameter-layout';
import type { BufferSlot } from '../plan/program';
import { NO_TOTALS, totalsOf } from '../totals';
import { STEP_WORDS } from './binary-interface';
import { BOUND, type BoundName, type CompiledProgram, compile } from './compile';
import type { Kernels } from './kernels';
import type { Region } from './linear-memory';

const PREDICTION_BATCH = 256;

export interface KernelRequest {
  readonly spec: ModelSpec;
  readonly batchSize: number;
  readonly classWeights: readonly number[];
  readonly seed: number;
}

export class KernelExecutor implements Executor {
  readonly kind = 'kernels';
  latest: Totals = NO_TOTALS;
  private readonly spec: ModelSpec;
  private readonly training: CompiledProgram;
  private readonly prediction: CompiledProgram;
  private readonly regions: ReadonlyMap<BoundName, Region>;
  private readonly stepRegion: Region;
  private readonly parameterLayout: Layout;
  private readonly statisticsLayout: Layout;
  private readonly breathe = createBreather();
  private order: Uint32Array = new Uint32Array(0);
  private steps = 0;
  private beats = 0;

  constructor(
    { spec, batchSize, classWeights, seed }: KernelRequest,
    private readonly dataset: Dataset,
    private readonly kernels: Kernels,
  ) {
    const { memory } = kernels;
    this.spec = spec;
    this.training = compile({ spec, batch: batchSize, seed, training: true });
    this.prediction = compile({ spec, batch: PREDICTION_BATCH, seed, training: false });
    this.regions = new Map(BOUND.map((name) => [name, memory.take(this.training.bound[name].words)]));
    this.stepRegion = memory.take(STEP_WORDS);
    const placed = placeLayers(spec);
    this.parameterLayout = layOutParameters(placed);
    this.statisticsLayout = layOutStatistics(placed);
    this.values('parameters').set(initialParameters(this.parameterLayout, seed));
    this.values('statistics').set(initialStatistics(this.statisticsLayout));
    this.setClassWeights(classWeights);
  }

  beginEpoch(order: Uint32Array): void {
    this.order = order;
    this.beats = 0;
    this.latest = NO_TOTALS;
    this.values('totals').fill(0);
  }

  async step({ from, count, learningRate, weightDecay, gradientClip }: StepSettings): Promise<void> {
    this.steps += 1;
    const rates = [learningRate * biasCorrection(this.steps), learningRate * weightDecay, gradientClip];
    this.run(this.training, this.order.subarray(from, from + count), rates);
    this.beats += count;
    this.readTotals();
    await this.breathe();
  }

  async totals(): Promise<Totals> {
    return this.latest;
  }

  async probabilities(examples: Uint32Array, signal?: AbortSignal): Promise<Float32Array> {
    const { classes } = this.spec;
    const probabilities = new Float32Array(examples.length * classes);
    const slot = this.prediction.probabilities as BufferSlot;
    for (let from = 0; from < examples.length; from += PREDICTION_BATCH) {
      signal?.throwIfAborted();
      const batch = examples.subarray(from, from + PREDICTION_BATCH);
      this.run(this.prediction, batch, [0, 0, 0]);
      const address = this.prediction.program.addressOf(slot);
      probabilities.set(this.kernels.memory.floats(address, batch.length * classes), from * classes);
      await this.breathe();
    }
    return probabilities;
  }

  setClassWeights(weights: readonly number[]): void {
    this.values('classWeights').set(weights);
  }

  async snapshot(): Promise<TrainedState> {
    return {
      steps: this.steps,
      parameters: this.copyOf('parameters', this.parameterLayout),
      firstMoment: this.copyOf('firstMoment', this.parameterLayout),
      secondMoment: this.copyOf('secondMoment', this.parameterLayout),
      statistics: this.copyOf('statistics', this.statisticsLayout),
    };
  }

  restore({ steps, parameters, firstMoment, secondMoment, statistics }: TrainedState): void {
    this.steps = steps;
    this.values('parameters').set(parameters);
    this.values('firstMoment').set(firstMoment);
    this.values('secondMoment').set(secondMoment);
    this.values('statistics').set(statistics);
  }

  dispose(): void {
    const { memory } = this.kernels;
    this.training.program.dispose(memory);
    this.prediction.program.dispose(memory);
    for (const region of this.regions.values()) memory.give(region);
    memory.give(this.stepRegion);
  }

  private run(
    { program, inputs, labels, bound }: CompiledProgram,
    examples: Uint32Array,
    rates: readonly number[],
  ): void {
    const { memory } = this.kernels;
    const address = program.write(memory, new Map(BOUND.map((name) => [bound[name], this.regionOf(name).address])));
    const places = locate(this.dataset, examples);
    this.spec.branches.forEach(({ representation, inputShape }, index) => {
      const size = sizeOf(inputShape);
      const into = memory.floats(program.addressOf(inputs[index] as BufferSlot), examples.length * size);
      gatherInto(into, places, this.dataset, representation, size);
    });
    if (labels) memory.integers(program.addressOf(labels), examples.length).set(labelsOf(this.dataset, examples));
    const step = this.stepRegion.address;
    memory.integers(step, 2).set([examples.length, this.steps]);
    memory.floats(step + 8, 3).set(rates);
    this.kernels.run(address, program.calls, step);
  }

  private readTotals(): void {
    const { address } = this.regionOf('totals');
    const totals = this.kernels.memory.doubles(address, 2 + this.spec.branches.length);
    this.latest = totalsOf(totals, this.beats);
  }

  private copyOf(name: BoundName, { length }: Layout): Float32Array {
    return Float32Array.from(this.values(name).subarray(0, length));
  }

  private values(name: BoundName): Float32Array {
    const { address, bytes } = this.regionOf(name);
    return this.kernels.memory.floats(address, bytes / 4);
  }

  private regionOf(name: BoundName): Region {
    return this.regions.get(name) as Region;
  }
}
