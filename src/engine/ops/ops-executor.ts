/** Runs a model one tfjs operation at a time: on every backend, and as the reference that the plan is tested against. */

import {
  add,
  argMax,
  cast,
  dispose,
  div,
  equal,
  keep,
  log,
  maximum,
  minimum,
  mul,
  slice,
  softmax,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Dataset } from '../../domain/dataset';
import type { ModelSpec } from '../../fusion/model-spec';
import { createBreather } from '../breather';
import type { Executor, StepSettings, Totals, TrainedState } from '../executor';
import { NO_TOTALS, totalsOf } from '../totals';
import { Adam } from './adam';
import { gatherBatch } from './batches';
import { Model, type Pass } from './model';

const PREDICTION_BATCH = 512;

export class OpsExecutor implements Executor {
  readonly kind = 'ops';
  latest: Totals = NO_TOTALS;
  private readonly model: Model;
  private readonly optimiser: Adam;
  private readonly breathe = createBreather();
  private order: Uint32Array = new Uint32Array(0);
  private steps = 0;
  private beats = 0;
  /** `[loss, hits, squared gradient by branch...]`, kept. */
  private sums: Tensor1D;

  constructor(
    private readonly spec: ModelSpec,
    private readonly dataset: Dataset,
    private classWeights: readonly number[],
    seed: number,
  ) {
    this.model = new Model(spec, seed);
    this.optimiser = new Adam(this.model.parameters);
    this.sums = keep(zeros([2 + spec.branches.length]));
  }

  beginEpoch(order: Uint32Array): void {
    this.order = order;
    this.beats = 0;
    this.latest = NO_TOTALS;
    dispose(this.sums);
    this.sums = keep(zeros([2 + this.spec.branches.length]));
  }

  async step(settings: StepSettings): Promise<void> {
    const sums = this.trainBatch(this.order.subarray(settings.from, settings.from + settings.count), settings);
    dispose(this.sums);
    this.sums = sums;
    this.beats += settings.count;
    // Reading the totals waits for the device: it bounds the queue on a GPU and costs nothing elsewhere.
    await this.breathe(() => this.totals());
  }

  async totals(): Promise<Totals> {
    const { beats } = this;
    this.latest = totalsOf(await this.sums.data(), beats);
    return this.latest;
  }

  async probabilities(examples: Uint32Array, signal?: AbortSignal): Promise<Float32Array> {
    const { classes } = this.spec;
    const probabilities = new Float32Array(examples.length * classes);
    for (let from = 0; from < examples.length; from += PREDICTION_BATCH) {
      signal?.throwIfAborted();
      const called = tidy(() => {
        const { inputs } = gatherBatch(this.dataset, this.spec, examples.subarray(from, from + PREDICTION_BATCH));
        return softmax(this.model.forward(inputs, null).logits);
      });
      probabilities.set(await called.data(), from * classes);
      called.dispose();
      await this.breathe();
    }
    return probabilities;
  }

  setClassWeights(weights: readonly number[]): void {
    this.classWeights = weights;
  }

  async snapshot(): Promise<TrainedState> {
    const { model, optimiser, steps } = this;
    const read = async (values: Tensor): Promise<Float32Array> => Float32Array.from(await values.data());
    return {
      steps,
      parameters: await read(model.parameters),
      firstMoment: await read(optimiser.first),
      secondMoment: await read(optimiser.second),
      statistics: await read(model.statistics),
    };
  }

  restore(state: TrainedState): void {
    this.steps = state.steps;
    this.model.replace(tensor1d(state.parameters), tensor1d(state.statistics));
    this.optimiser.restore(state.firstMoment, state.secondMoment);
  }

  dispose(): void {
    this.model.dispose();
    this.optimiser.dispose();
    dispose(this.sums);
  }

  /** One optimiser step; returns the new sums, kept. */
  private trainBatch(examples: Uint32Array, settings: StepSettings): Tensor1D {
    this.steps += 1;
    return tidy(() => {
      const { inputs, labels } = gatherBatch(this.dataset, this.spec, examples);
      const pass = this.model.forward(inputs, this.steps);
      const { loss, hits, byLogits } = this.judge(pass.logits, labels);
      const gradient = this.model.backward(pass, byLogits);
      const parameters = this.optimiser.update(
        this.model.parameters,
        clip(gradient.vector, settings.gradientClip),
        this.steps,
        settings,
      );
      this.model.replace(parameters, pass.statistics);
      const energies = this.mergeGradientEnergies(pass, gradient.byPath['head/0']?.kernel);
      return keep(add(this.sums, stack([loss, hits, ...energies])) as Tensor1D);
    });
  }

  /** Softmax cross-entropy weighted by class; its gradient by the logits is (p - y) w / batch. */
  private judge(logits: Tensor, labels: Uint8Array): { loss: Tensor; hits: Tensor; byLogits: Tensor } {
    const { classes } = this.spec;
    const truth = new Float32Array(labels.length * classes);
    const weights = new Float32Array(labels.length * classes);
    labels.forEach((label, row) => {
      truth[row * classes + label] = 1;
      weights.fill(this.classWeights[label] as number, row * classes, (row + 1) * classes);
    });
    const shape = [labels.length, classes];
    const trueClass = tensor(truth, shape);
    const weight = tensor(weights, shape);
    const probabilities = softmax(logits);
    const logProbabilities = log(maximum(probabilities, 1e-12));
    return {
      loss: mul(sum(mul(mul(trueClass, weight), logProbabilities)), -1),
      hits: countHits(probabilities, labels),
      byLogits: mul(mul(sub(probabilities, trueClass), weight), 1 / labels.length),
    };
  }

  /** Squared norm of the first merged layer's kernel gradient over the rows that belong to each branch. */
  private mergeGradientEnergies(pass: Pass, kernel: Tensor | undefined): Tensor[] {
    if (!kernel) throw new Error(`The head of "${this.spec.name}" does not begin with a dense layer.`);
    let offset = 0;
    return pass.mergedWidths.map((width) => {
      const rows = slice(kernel, [offset, 0], [width, -1]);
      offset += width;
      return sum(square(rows));
    });
  }
}

/** The gradient, shortened to a norm of `largest` where it is longer (Pascanu et al. 2013). */
function clip(gradient: Tensor1D, largest: number): Tensor1D {
  if (largest === Number.POSITIVE_INFINITY) return gradient;
  const norm = maximum(sqrt(sum(square(gradient))), 1e-12);
  return mul(gradient, minimum(div(largest, norm), 1)) as Tensor1D;
}

/** How many beats have the greatest probability at their label. */
function countHits(probabilities: Tensor, labels: Uint8Array): Tensor {
  const truth = tensor1d(Int32Array.from(labels), 'int32');
  return sum(cast(equal(argMax(probabilities, 1), truth), 'float32'));
}
