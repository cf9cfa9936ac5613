/** One model trained on one dataset, an epoch at a time, so that several can race on one device. */

import type { Dataset, Part } from '../domain/dataset';
import type { Predictions } from '../domain/evaluation';
import type { TrainingSettings } from '../domain/experiment';
import { createRandom, deriveSeed, shuffleInPlace } from '../domain/random';
import type { ModelSpec } from '../fusion/model-spec';
import { labelsOf } from './beat-places';
import type { Executor, Totals } from './executor';
import { cosineRate } from './learning-rate';

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

/** What a run trains; it owns the executor. */
export interface RunParts {
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  readonly settings: TrainingSettings;
  readonly executor: Executor;
  readonly seed: number;
}

export class TrainingRun {
  readonly spec: ModelSpec;
  readonly executor: Executor;
  private epochs = 0;
  private step = 0;

  constructor(private readonly parts: RunParts) {
    this.spec = parts.spec;
    this.executor = parts.executor;
  }

  /** Trains on every training beat once, in a new order. Rejects with the signal's reason when aborted. */
  async trainEpoch({ signal, onProgress }: RunOptions = {}): Promise<EpochSummary> {
    const { batchSize, weightDecay } = this.parts.settings;
    const started = performance.now();
    const order = this.shuffled();
    this.executor.beginEpoch(order);
    for (let from = 0; from < order.length; from += batchSize) {
      signal?.throwIfAborted();
      const count = Math.min(batchSize, order.length - from);
      const learningRate = this.learningRate();
      await this.executor.step({ from, count, learningRate, weightDecay, gradientClip: Number.POSITIVE_INFINITY });
      this.step += 1;
      const seconds = (performance.now() - started) / 1000;
      onProgress?.({ fraction: (from + count) / order.length, beatsPerSecond: (from + count) / seconds });
    }
    const totals = await this.executor.totals();
    this.epochs += 1;
    return this.summarise(totals, (performance.now() - started) / 1000);
  }

  /** Probabilities for every beat of a part, in the part's order. */
  async predict(part: Part, { signal }: Pick<RunOptions, 'signal'> = {}): Promise<Predictions> {
    const { dataset } = this.parts;
    const probabilities = await this.executor.probabilities(dataset.parts[part], signal);
    return { labels: labelsOf(dataset, dataset.parts[part]), probabilities, classCount: this.spec.classes };
  }

  dispose(): void {
    this.executor.dispose();
  }

  /** The training beats in the order of this epoch: a function of seed and epoch alone, so that a resumed run meets it again. */
  private shuffled(): Uint32Array {
    const order = this.parts.dataset.parts.train.slice();
    shuffleInPlace(order, createRandom(deriveSeed(this.parts.seed, 'order', this.epochs)));
    return order;
  }

  private learningRate(): number {
    const { dataset, settings } = this.parts;
    const stepsPerEpoch = Math.ceil(dataset.parts.train.length / settings.batchSize);
    return cosineRate(settings.learningRate, this.step, stepsPerEpoch * settings.epochs);
  }

  private summarise({ beats, loss, hits, energies }: Totals, seconds: number): EpochSummary {
    const all = energies.reduce((total, energy) => total + energy, 0);
    const shares = this.spec.branches.map(({ representation }, index) => [
      representation,
      (energies[index] as number) / all,
    ]);
    return {
      loss: loss / beats,
      accuracy: hits / beats,
      seconds,
      beats,
      gradientShares: energies.length > 1 ? Object.fromEntries(shares) : null,
    };
  }
}
