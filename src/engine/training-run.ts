/** One model trained on one dataset, an epoch at a time, so that several can race on one device. */

import {
  add,
  argMax,
  cast,
  dispose,
  equal,
  keep,
  log,
  maximum,
  mul,
  slice,
  softmax,
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
import type { Dataset, Part } from '../domain/dataset';
import type { Predictions } from '../domain/evaluation';
import type { TrainingSettings } from '../domain/experiment';
import { createRandom, deriveSeed, type Random, shuffleInPlace } from '../domain/random';
import type { ModelSpec } from '../fusion/model-spec';
import { Adam, cosineRate } from './adam';
import { gatherBatch } from './batches';
import { createBreather } from './breather';
import { Model, type Pass } from './model';

const PREDICTION_BATCH = 512;

export interface EpochSummary {
  /** Class-weighted cross-entropy, mean over the epoch's steps as they were taken. */
  readonly loss: number;
  readonly accuracy: number;
  readonly seconds: number;
  readonly beats: number;
  /** By branch: share of the squared gradient of the first layer after the merge; null for a single branch. */
  readonly gradientShares: Readonly<Record<string, number>> | null;
}

export interface EpochProgress {
  readonly fraction: number;
  readonly beatsPerSecond: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EpochProgress) => void;
}

export class TrainingRun {
  readonly spec: ModelSpec;
  private readonly model: Model;
  private readonly optimiser: Adam;
  private readonly order: Uint32Array;
  private readonly shuffling: Random;
  private readonly dropping: Random;
  private step = 0;

  /** `classWeights` are by class, their mean over the training beats 1. */
  constructor(
    spec: ModelSpec,
    private readonly dataset: Dataset,
    private readonly settings: TrainingSettings,
    private readonly classWeights: readonly number[],
    seed: number,
  ) {
    this.spec = spec;
    this.model = new Model(spec, seed);
    this.optimiser = new Adam(this.model.parameters);
    this.order = dataset.parts.train.slice();
    this.shuffling = createRandom(deriveSeed(seed, 'order'));
    this.dropping = createRandom(deriveSeed(seed, 'dropout', spec.name));
  }

  /** Trains on every training beat once, in a new order. Rejects with the signal's reason when aborted. */
  async trainEpoch({ signal, onProgress }: RunOptions = {}): Promise<EpochSummary> {
    const breathe = createBreather();
    const started = performance.now();
    const { batchSize } = this.settings;
    shuffleInPlace(this.order, this.shuffling);
    let totals: Tensor1D = keep(zeros([2 + this.spec.branches.length]));
    try {
      for (let from = 0; from < this.order.length; from += batchSize) {
        signal?.throwIfAborted();
        const next = this.trainBatch(this.order.subarray(from, from + batchSize), totals);
        dispose(totals);
        totals = next;
        // Reading the totals waits for the device: it bounds the queue on a GPU and costs nothing elsewhere.
        if (await breathe(() => totals.data())) {
          const done = Math.min(from + batchSize, this.order.length);
          const seconds = (performance.now() - started) / 1000;
          onProgress?.({ fraction: done / this.order.length, beatsPerSecond: done / seconds });
        }
      }
      return this.summarise(await totals.data(), (performance.now() - started) / 1000);
    } finally {
      dispose(totals);
    }
  }

  /** Probabilities for every beat of a part, in the part's order. */
  async predict(part: Part, { signal }: Pick<RunOptions, 'signal'> = {}): Promise<Predictions> {
    const breathe = createBreather();
    const examples = this.dataset.parts[part];
    const classCount = this.spec.classes;
    const labels = new Uint8Array(examples.length);
    const probabilities = new Float32Array(examples.length * classCount);
    for (let from = 0; from < examples.length; from += PREDICTION_BATCH) {
      signal?.throwIfAborted();
      const chunk = examples.subarray(from, from + PREDICTION_BATCH);
      const called = tidy(() => {
        const batch = gatherBatch(this.dataset, this.spec, chunk);
        labels.set(batch.labels, from);
        return softmax(this.model.forward(batch.inputs, { training: false, uniform: neverDrawn }).logits);
      });
      probabilities.set(await called.data(), from * classCount);
      called.dispose();
      await breathe();
    }
    return { labels, probabilities, classCount };
  }

  dispose(): void {
    this.model.dispose();
    this.optimiser.dispose();
  }

  /** One optimiser step; returns the running totals `[weighted loss, hits, squared gradient by branch...]`, kept. */
  private trainBatch(examples: Uint32Array, totals: Tensor1D): Tensor1D {
    return tidy(() => {
      const { inputs, labels } = gatherBatch(this.dataset, this.spec, examples);
      const pass = this.model.forward(inputs, { training: true, uniform: () => this.dropping.uniform() });
      const { loss, hits, byLogits } = this.judge(pass.logits, labels);
      const gradient = this.model.backward(pass, byLogits);
      const parameters = this.optimiser.update(
        this.model.parameters,
        gradient.vector,
        this.learningRate(),
        this.settings.weightDecay,
      );
      this.model.replace(parameters, pass.carried);
      this.step += 1;
      const energies = this.mergeGradientEnergies(pass, gradient.byPath['head/0']?.kernel);
      return keep(add(totals, stack([loss, hits, ...energies])) as Tensor1D);
    });
  }

  /** Softmax cross-entropy weighted by class; its gradient by the logits is (p - y) w / batch. */
  private judge(logits: Tensor, labels: Uint8Array): { loss: Tensor; hits: Tensor; byLogits: Tensor } {
    const classes = this.spec.classes;
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

  private learningRate(): number {
    const stepsPerEpoch = Math.ceil(this.order.length / this.settings.batchSize);
    return cosineRate(this.settings.learningRate, this.step, stepsPerEpoch * this.settings.epochs);
  }

  private summarise(totals: ArrayLike<number>, seconds: number): EpochSummary {
    const beats = this.order.length;
    const energies = this.spec.branches.map((_, index) => totals[2 + index] as number);
    const all = energies.reduce((total, energy) => total + energy, 0);
    const shares = this.spec.branches.map(({ representation }, index) => [
      representation,
      (energies[index] as number) / all,
    ]);
    return {
      loss: (totals[0] as number) / beats,
      accuracy: (totals[1] as number) / beats,
      seconds,
      beats,
      gradientShares: energies.length > 1 ? Object.fromEntries(shares) : null,
    };
  }
}

/** How many beats have the greatest probability at their label. */
function countHits(probabilities: Tensor, labels: Uint8Array): Tensor {
  const truth = tensor1d(Int32Array.from(labels), 'int32');
  return sum(cast(equal(argMax(probabilities, 1), truth), 'float32'));
}

function neverDrawn(): number {
  throw new Error('Inference asked for random numbers.');
}
