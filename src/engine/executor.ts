/** What runs a model's steps: the seam between a training run and the code that computes. */

import type { ExecutorKind } from '../domain/executor';

export interface StepSettings {
  /** The step trains on `order[from]` to `order[from + count]` of the epoch that was begun. */
  readonly from: number;
  readonly count: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Largest norm of the gradient; a longer one is shortened to it. Infinity leaves every gradient as it is. */
  readonly gradientClip: number;
}

/** Sums over the steps since an epoch began. */
export interface Totals {
  /** Beats that the sums cover. */
  readonly beats: number;
  /** Class-weighted cross-entropy, summed over beats. */
  readonly loss: number;
  /** Beats whose greatest logit was at their label. */
  readonly hits: number;
  /** By branch of the model: squared gradient of its rows of the first layer after the merge. */
  readonly energies: readonly number[];
}

/** All that a model has learned, as numbers that any executor can go on from. */
export interface TrainedState {
  /** Optimiser steps taken; dropout depends on it. */
  readonly steps: number;
  /** `[parameter]`, laid out by `layOut`. */
  readonly parameters: Float32Array;
  /** Adam's running mean of the gradient, `[parameter]`. */
  readonly firstMoment: Float32Array;
  /** Adam's running mean of the squared gradient, `[parameter]`. */
  readonly secondMoment: Float32Array;
  /** Running means and variances of batch normalisation, in the order of the layers. */
  readonly statistics: Float32Array;
}

/** What a step costs beside its arithmetic. */
export interface ExecutorCost {
  /** Compute dispatches of one optimiser step. */
  readonly launchesPerStep: number;
  /** Bytes of every GPU buffer that the executor made, its share of the training set included. */
  readonly allocatedGpuBytes: number;
}

export interface Executor {
  readonly kind: ExecutorKind;
  /** Known where the program is fixed before it runs; `ops` leaves it out, because tfjs decides as it goes. */
  readonly cost?: ExecutorCost;
  /** Starts new totals; the steps that follow take their examples from `order` (global beat indices). */
  beginEpoch(order: Uint32Array): void;
  /** Hands one optimiser step to the device. Resolves when there is room for the next, not when it is done. */
  step(settings: StepSettings): Promise<void>;
  /** The totals of every step taken, once the device has done them. */
  totals(): Promise<Totals>;
  /** The latest totals that came back, without waiting for any. */
  readonly latest: Totals;
  /** `[example, class]` with running statistics and without dropout. Rejects with the signal's reason when aborted. */
  probabilities(examples: Uint32Array, signal?: AbortSignal): Promise<Float32Array>;
  setClassWeights(weights: readonly number[]): void;
  snapshot(): Promise<TrainedState>;
  restore(state: TrainedState): void;
  dispose(): void;
}
