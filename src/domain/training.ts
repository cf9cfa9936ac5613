/** What training says while it runs, and what it leaves behind. */

import type { SplitDescription } from './dataset';
import type { Predictions } from './evaluation';

export interface Curves {
  readonly trainLoss: readonly number[];
  readonly trainAccuracy: readonly number[];
  readonly validationLoss: readonly number[];
  readonly validationAccuracy: readonly number[];
}

/** Each modality's share of the first merged layer's gradient, one entry an epoch, summing to 1: why early fusion plateaus. */
export type GradientShares = Readonly<Record<string, readonly number[]>>;

export interface StrategyResult {
  readonly strategy: string;
  readonly branches: readonly string[];
  readonly seed: number;
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
}

export interface PlannedStrategy {
  readonly strategy: string;
  readonly branches: readonly string[];
  readonly parameters: number;
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
  | { readonly kind: 'result'; readonly result: StrategyResult };
