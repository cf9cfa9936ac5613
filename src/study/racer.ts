/** A strategy of a race: one model that trains, or for late fusion several whose probabilities are averaged. */

import type { Predictions } from '../domain/evaluation';
import type { Problem } from '../domain/problem';
import type { TrainingEvent } from '../domain/training';
import { averageProbabilities, fitWeights } from '../evaluation/late-weights';
import { accuracyOf, crossEntropyOf } from '../evaluation/metrics';
import type { FusionPlan, ModelSpec } from '../fusion/model-spec';
import { GrowingCurves } from './growing-curves';
import type { Runner } from './runner';

type EpochEvent = Extract<TrainingEvent, { readonly kind: 'epoch' }>;

export class Racer {
  readonly curves = new GrowingCurves();

  constructor(
    readonly plan: FusionPlan,
    readonly runners: readonly Runner[],
  ) {}

  /** Why it cannot be judged. */
  get failure(): Problem | null {
    return this.runners.find(({ failure }) => failure)?.failure ?? null;
  }

  /** Adds the point of an epoch that all of its models have gone through, or trained no more. */
  closeEpoch(epoch: number, classWeights: readonly number[]): EpochEvent {
    const members = this.runners.map(({ progress }) => progress.validation as Predictions);
    const validation = averageProbabilities(members, fitWeights(members));
    const point = {
      trainLoss: meanOf(this.runners.map(({ progress }) => progress.trainLoss)),
      trainAccuracy: meanOf(this.runners.map(({ progress }) => progress.trainAccuracy)),
      validationLoss: crossEntropyOf(validation, classWeights),
      validationAccuracy: accuracyOf(validation),
    };
    this.curves.push(point);
    return { kind: 'epoch', strategy: this.plan.strategy, epoch, ...point };
  }
}

/** All models and strategies of a race on one device. */
export interface LineUp {
  /** In the order in which they train in each round. */
  readonly runners: readonly Runner[];
  /** In the order of the spec. */
  readonly racers: readonly Racer[];
}

/** A racer for each plan; a model that several plans have runs once. */
export function lineUp(plans: readonly FusionPlan[], createRunner: (member: ModelSpec) => Runner): LineUp {
  const runners = new Map<string, Runner>();
  const runnerOf = (member: ModelSpec): Runner => {
    const key = JSON.stringify(member);
    const runner = runners.get(key) ?? createRunner(member);
    runners.set(key, runner);
    return runner;
  };
  const racers = plans.map((plan) => new Racer(plan, plan.members.map(runnerOf)));
  return { runners: [...runners.values()], racers };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
