/** What an experiment trains, before anything does. */

import type { Dataset } from '../domain/dataset';
import type { ExperimentSpec } from '../domain/experiment';
import type { PlannedStrategy } from '../domain/training';
import { countPlanParameters } from '../fusion/model-shapes';
import type { FusionPlan } from '../fusion/model-spec';
import { buildPlans } from '../fusion/registry';

export function plansFor(dataset: Dataset, { fusion, training }: ExperimentSpec): Promise<FusionPlan[]> {
  const shapes = Object.fromEntries(dataset.layouts.map(({ id, shape }) => [id, shape]));
  const { dropout, encoderDropout } = training;
  const settings = { classes: dataset.classes.length, dropout, encoderDropout, earlyBalance: fusion.earlyBalance };
  return buildPlans(fusion.strategies, fusion.branches, shapes, settings);
}

export function plannedStrategies(plans: readonly FusionPlan[]): PlannedStrategy[] {
  return plans.map((plan) => ({
    strategy: plan.strategy,
    branches: branchesOf(plan),
    parameters: countPlanParameters(plan),
  }));
}

export function branchesOf(plan: FusionPlan): string[] {
  return [...new Set(plan.members.flatMap((member) => member.branches.map((branch) => branch.representation)))];
}
