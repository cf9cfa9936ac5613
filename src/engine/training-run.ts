/** One model trained on one dataset, an epoch at a time, so that several can race on one device. */

import type { Dataset, Part } from '../domain/dataset';
import type { Predictions } from '../domain/evaluation';
import type { TrainingSettings } from '../domain/experiment';
import { createRandom, deriveSeed, shuffleInPlace } from '../domain/random';
import type { ModelSpec } from '../fusion/model-spec';
import { labelsOf } from './beat-places';
import { DivergenceWatch } from './divergence';
import { type EpochProgress, type EpochSummary, runningMeans, summarise } from './epoch-summary';
import type { Executor, TrainedState } from './executor';
import { afterEpoch, NO_PLATEAU, type PlateauState, rateAt } from './learning-rate';
import { StopWatch } from './stop-watch';

/** Awaited before each step: resolves when the step may be taken, with false when training is to end before it. */
export type Gate = (fraction: number) => Promise<boolean>;

export interface EpochOptions {
  readonly signal?: AbortSignal;
  readonly gate?: Gate;
  readonly onProgress?: (progress: EpochProgress) => void;
}

export interface GatedEpochOptions extends EpochOptions {
  readonly gate: Gate;
}

export interface PredictOptions {
  readonly signal?: AbortSignal;
  /** Awaited between pieces. */
  readonly breathe?: () => Promise<void>;
}

/** All that a run needs to go on exactly where it was at an epoch's end. */
export interface RunState {
  /** Epochs trained. */
  readonly epochs: number;
  readonly plateau: PlateauState;
  readonly learned: TrainedState;
}

/** What a run trains; it owns the executor. */
export interface RunParts {
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  readonly settings: TrainingSettings;
  readonly executor: Executor;
  /** A sentence that says why it is not the plan, where the backend has one; else null. */
  readonly planRefusal: string | null;
  readonly seed: number;
}

/** Beats predicted between two breaths: a quarter of a second on a slow backend. */
const PREDICTION_PIECE = 1024;

export class TrainingRun {
  readonly spec: ModelSpec;
  readonly executor: Executor;
  /** Highest learning rate of the schedule; may change between steps. */
  peakRate: number;
  private readonly watch: DivergenceWatch;
  private trainedEpochs = 0;
  private plateau = NO_PLATEAU;

  constructor(private readonly parts: RunParts) {
    this.spec = parts.spec;
    this.executor = parts.executor;
    this.peakRate = parts.settings.learningRate;
    this.watch = new DivergenceWatch({
      classes: parts.spec.classes,
      trainingBeats: parts.dataset.parts.train.length,
    });
  }

  get planRefusal(): string | null {
    return this.parts.planRefusal;
  }

  /** Whole epochs. */
  get epochs(): number {
    return this.trainedEpochs;
  }

  /**
   * Trains on every training beat once, in a new order; null where the gate ended it before. Rejects with the signal's
   * reason when aborted, with `DivergedError` where nothing can come of it.
   */
  trainEpoch(options?: Omit<EpochOptions, 'gate'>): Promise<EpochSummary>;
  trainEpoch(options: GatedEpochOptions): Promise<EpochSummary | null>;
  async trainEpoch({ signal, gate, onProgress }: EpochOptions = {}): Promise<EpochSummary | null> {
    const { batchSize, weightDecay, gradientClip } = this.parts.settings;
    const clock = new StopWatch();
    const order = this.shuffled();
    this.executor.beginEpoch(order);
    this.watch.beginEpoch();
    for (let from = 0; from < order.length; from += batchSize) {
      if (gate && !(await clock.without(() => gate(from / order.length)))) return null;
      signal?.throwIfAborted();
      const count = Math.min(batchSize, order.length - from);
      const learningRate = this.rateOf(from / batchSize);
      await this.executor.step({
        from,
        count,
        learningRate,
        weightDecay,
        gradientClip: gradientClip || Number.POSITIVE_INFINITY,
      });
      this.watch.check(this.executor.latest);
      onProgress?.({
        fraction: (from + count) / order.length,
        beatsPerSecond: (from + count) / clock.seconds,
        learningRate,
        running: runningMeans(this.executor.latest),
      });
    }
    const totals = await this.executor.totals();
    this.watch.check(totals);
    this.trainedEpochs += 1;
    return summarise(totals, clock.seconds, this.spec.branches);
  }

  /** What follows from an epoch for the next: the `plateau` schedule lowers the rate where the loss stood still. */
  endEpoch(validationLoss: number): void {
    this.plateau = afterEpoch(this.plateau, validationLoss, this.parts.settings);
  }

  /** Probabilities for every beat of a part, in the part's order. */
  async predict(part: Part, { signal, breathe }: PredictOptions = {}): Promise<Predictions> {
    const { dataset } = this.parts;
    const examples = dataset.parts[part];
    const classCount = this.spec.classes;
    const probabilities = new Float32Array(examples.length * classCount);
    for (let from = 0; from < examples.length; from += PREDICTION_PIECE) {
      await breathe?.();
      const piece = examples.subarray(from, from + PREDICTION_PIECE);
      probabilities.set(await this.executor.probabilities(piece, signal), from * classCount);
    }
    return { labels: labelsOf(dataset, examples), probabilities, classCount };
  }

  /** Losses under two weightings cannot be compared, so the `plateau` schedule looks for its lowest anew. */
  setClassWeights(weights: readonly number[]): void {
    this.executor.setClassWeights(weights);
    this.plateau = { ...this.plateau, lowest: null, epochsSinceLowest: 0 };
  }

  /** Call between epochs. */
  async snapshot(): Promise<RunState> {
    return { epochs: this.trainedEpochs, plateau: this.plateau, learned: await this.executor.snapshot() };
  }

  restore({ epochs, plateau, learned }: RunState): void {
    this.trainedEpochs = epochs;
    this.plateau = plateau;
    this.executor.restore(learned);
  }

  dispose(): void {
    this.executor.dispose();
  }

  /** The training beats in the order of this epoch: a function of seed and epoch alone, so that a resumed run meets it again. */
  private shuffled(): Uint32Array {
    const order = this.parts.dataset.parts.train.slice();
    shuffleInPlace(order, createRandom(deriveSeed(this.parts.seed, 'order', this.trainedEpochs)));
    return order;
  }

  private rateOf(stepOfEpoch: number): number {
    const { dataset, settings } = this.parts;
    const stepsPerEpoch = Math.ceil(dataset.parts.train.length / settings.batchSize);
    return rateAt(settings.schedule, this.peakRate, {
      step: this.trainedEpochs * stepsPerEpoch + stepOfEpoch,
      totalSteps: settings.epochs * stepsPerEpoch,
      plateau: this.plateau,
    });
  }
}
