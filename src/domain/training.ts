/** What training says while it runs, and what it leaves behind. */

import type { SplitDescription } from './dataset';
import type { Predictions } from './evaluation';
import type { ExecutorKind, ModelExecutor } from './executor';
import type { ClassWeighting } from './experiment';
import type { Problem } from './problem';

export interface Curves {
  readonly trainLoss: readonly number[];
  readonly trainAccuracy: readonly number[];
  readonly validationLoss: readonly number[];
  readonly validationAccuracy: readonly number[];
}

/** Each modality's share of the first merged layer's gradient, one entry an epoch, summing to 1: why early fusion plateaus. */
export type GradientShares = Readonly<Record<string, readonly number[]>>;

/** What may be done to a race while it runs. `step` and `epoch` (of every strategy) run that far and pause; `stop` judges what is there. */
export type RaceCommand =
  | { readonly kind: 'pause' | 'resume' | 'step' | 'epoch' | 'stop' }
  | { readonly kind: 'changeLearningRate'; readonly learningRate: number }
  | { readonly kind: 'changeClassWeighting'; readonly classWeighting: ClassWeighting };

/** A setting that was changed while the race ran, and where on the curves that was. */
export interface SettingChange {
  /** What was training; every other model follows when its turn comes. */
  readonly training: string;
  /** 1 is the first. */
  readonly epoch: number;
  /** 0 to 1 over that epoch of `training`. */
  readonly epochFraction: number;
  readonly what: 'learningRate' | 'classWeighting';
  readonly from: number | ClassWeighting;
  readonly to: number | ClassWeighting;
}

/** How the training of one model ended. */
export interface Ending {
  /** A strategy id, or for a member of late fusion its branch. */
  readonly model: string;
  readonly reason: 'completed' | 'early-stopping' | 'stopped' | 'diverged';
  /** Epochs trained; not whole where one was interrupted. */
  readonly epochs: number;
  /** After how many epochs the weights were as they are judged. */
  readonly judgedAfter: number;
  /** For a person; empty where all epochs were trained and the last weights are judged. */
  readonly sentence: string;
  /** Where it diverged. */
  readonly problem: Problem | null;
}

export interface StrategyResult {
  readonly strategy: string;
  readonly branches: readonly string[];
  readonly seed: number;
  /** Whole epochs trained. */
  readonly epochs: number;
  readonly backend: string;
  readonly parameters: number;
  readonly trainSeconds: number;
  readonly beatsPerSecond: number;
  readonly curves: Curves;
  readonly gradientShares: GradientShares | null;
  /** One for each independently trained member: one, or for late fusion one a branch. */
  readonly members: readonly { readonly label: string; readonly validation: Predictions; readonly test: Predictions }[];
  /** How the members' probabilities are averaged, fitted on the validation part; `[1]` for a single member. */
  readonly weights: readonly number[];
  /** By member. */
  readonly endings: readonly Ending[];
  readonly changes: readonly SettingChange[];
}

export interface PlannedStrategy {
  readonly strategy: string;
  readonly branches: readonly string[];
  readonly parameters: number;
}

/** A training engine, as a person is told of it. */
export interface EngineDescription {
  /** `webgpu`, `wasm`, `webgl`, `cpu`. */
  readonly backend: string;
  /** `WebGPU · nvidia ampere`, `WASM · 2 threads`. */
  readonly label: string;
  /** What runs the steps of its models. */
  readonly executor: ExecutorKind;
  /** A sentence that says how this backend was chosen. */
  readonly why: string;
  /** A sentence for each backend that was passed over. */
  readonly refusals: readonly string[];
  /** The self-test's largest relative difference from the reference, by kind of layer. */
  readonly gradientErrors: readonly { readonly layer: string; readonly error: number }[];
}

export type TrainingEvent =
  | { readonly kind: 'phase'; readonly phase: string }
  | {
      readonly kind: 'planned';
      readonly backend: string;
      readonly strategies: readonly PlannedStrategy[];
      readonly split: SplitDescription;
      readonly epochs: number;
    }
  | {
      readonly kind: 'progress';
      /** What is training at the moment: a strategy id, or for a member of late fusion its branch. */
      readonly training: string;
      readonly epoch: number;
      /** 0 to 1 over the present epoch of `training`. */
      readonly epochFraction: number;
      /** 0 to 1 over the whole race. */
      readonly totalFraction: number;
      readonly secondsLeft: number;
      readonly beatsPerSecond: number;
      readonly learningRate: number;
      /** Means over the epoch so far, as far as they came back from the device; null before any did. */
      readonly running: { readonly loss: number; readonly accuracy: number } | null;
    }
  | {
      readonly kind: 'epoch';
      readonly strategy: string;
      /** 1 for the first. */
      readonly epoch: number;
      readonly trainLoss: number;
      readonly trainAccuracy: number;
      readonly validationLoss: number;
      readonly validationAccuracy: number;
    }
  | { readonly kind: 'control'; readonly state: RaceState }
  | { readonly kind: 'changed'; readonly change: SettingChange }
  /** A model trains no more and there is something to say of it: epochs are left, or its last weights are not those judged. */
  | { readonly kind: 'ended'; readonly ending: Ending }
  /** The race went back to a checkpoint: these curves are all that counts of those told before. */
  | {
      readonly kind: 'restored';
      readonly curves: Readonly<Record<string, Curves>>;
      readonly changes: readonly SettingChange[];
    }
  /** Another engine, or the same on a new device, has taken over. */
  | { readonly kind: 'engine'; readonly engine: EngineDescription }
  /** A model is ready on the device: what runs its steps. */
  | { readonly kind: 'executor'; readonly executor: ModelExecutor }
  /** Something that a person should know but need not mend. */
  | { readonly kind: 'notice'; readonly sentence: string }
  /** A strategy that cannot be judged; the others go on. */
  | { readonly kind: 'failed'; readonly strategy: string; readonly problem: Problem }
  | { readonly kind: 'result'; readonly result: StrategyResult };

/** `stopping`: training has ended by hand, and what is there is judged. */
export type RaceState = 'running' | 'paused' | 'stopping';
