/** Trains every strategy of an experiment over the same beats, epoch by epoch in turn, so that their curves grow together. */

import { labelCounts } from '../datasets/build-dataset';
import { classWeights } from '../datasets/class-weights';
import type { Dataset } from '../domain/dataset';
import type { Predictions } from '../domain/evaluation';
import type { ExperimentSpec } from '../domain/experiment';
import type { StrategyResult, TrainingEvent } from '../domain/training';
import { openDataset } from '../engine/open-dataset';
import type { TrainingRun } from '../engine/training-run';
import { averageProbabilities, fitWeights } from '../evaluation/late-weights';
import { accuracyOf, crossEntropyOf } from '../evaluation/metrics';
import { countMultiplyAccumulates, countPlanParameters } from '../fusion/model-shapes';
import type { FusionPlan, ModelSpec } from '../fusion/model-spec';
import { buildPlans } from '../fusion/registry';
import { GrowingCurves } from './growing-curves';
import { RaceClock } from './race-clock';

export interface RaceOptions {
  /** Name of the backend that the engine started. */
  readonly backend: string;
  /** Seed of weights, order and dropout. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/** A model that trains: a strategy's own, or a member that several strategies share. */
interface Runner {
  readonly run: TrainingRun;
  readonly label: string;
  readonly cost: number;
  trainSeconds: number;
  trainedBeats: number;
  trainLoss: number;
  trainAccuracy: number;
  shares: Record<string, number[]>;
  validation: Predictions | null;
}

interface Racer {
  readonly plan: FusionPlan;
  readonly runners: readonly Runner[];
  readonly curves: GrowingCurves;
}

/** Resolves with a result for each strategy in the order of the spec. Rejects with the signal's reason when aborted. */
export async function runRace(dataset: Dataset, spec: ExperimentSpec, options: RaceOptions): Promise<StrategyResult[]> {
  const weights = classWeights(labelCounts(dataset, 'train'), spec.training.classWeighting);
  const plans = await plansFor(dataset, spec);
  const opened = await openDataset(dataset);
  const runners = new Map<string, Runner>();
  const runnerFor = async (member: ModelSpec): Promise<Runner> => {
    const key = JSON.stringify(member);
    const request = { spec: member, settings: spec.training, classWeights: weights, seed: options.seed };
    const runner = runners.get(key) ?? createRunner(member, await opened.createRun(request));
    runners.set(key, runner);
    return runner;
  };
  try {
    const racers: Racer[] = [];
    for (const plan of plans) {
      const members: Runner[] = [];
      for (const member of plan.members) members.push(await runnerFor(member));
      racers.push({ plan, runners: members, curves: new GrowingCurves() });
    }
    announce(dataset, spec, plans, options);
    await trainAll([...runners.values()], racers, weights, spec, options);
    return await judgeAll([...runners.values()], racers, spec, options);
  } finally {
    for (const { run } of runners.values()) run.dispose();
    opened.dispose();
  }
}

function plansFor(dataset: Dataset, { fusion, training }: ExperimentSpec): Promise<FusionPlan[]> {
  const shapes = Object.fromEntries(dataset.layouts.map(({ id, shape }) => [id, shape]));
  const { dropout, encoderDropout } = training;
  const settings = { classes: dataset.classes.length, dropout, encoderDropout, earlyBalance: fusion.earlyBalance };
  return buildPlans(fusion.strategies, fusion.branches, shapes, settings);
}

function createRunner(member: ModelSpec, run: TrainingRun): Runner {
  return {
    run,
    label: member.name,
    cost: countMultiplyAccumulates(member),
    trainSeconds: 0,
    trainedBeats: 0,
    trainLoss: Number.NaN,
    trainAccuracy: Number.NaN,
    shares: {},
    validation: null,
  };
}

function announce(
  dataset: Dataset,
  spec: ExperimentSpec,
  plans: readonly FusionPlan[],
  { backend, onEvent }: RaceOptions,
): void {
  const strategies = plans.map((plan) => ({
    strategy: plan.strategy,
    branches: branchesOf(plan),
    parameters: countPlanParameters(plan),
  }));
  onEvent?.({ kind: 'planned', backend, strategies, split: dataset.split, epochs: spec.training.epochs });
}

async function trainAll(
  runners: readonly Runner[],
  racers: readonly Racer[],
  weights: readonly number[],
  { training }: ExperimentSpec,
  { signal, onEvent }: RaceOptions,
): Promise<void> {
  const clock = new RaceClock(
    runners.map(({ cost }) => cost),
    training.epochs,
  );
  onEvent?.({ kind: 'phase', phase: 'Training; the first step prepares the engine' });
  for (let epoch = 1; epoch <= training.epochs; epoch++) {
    for (const [index, runner] of runners.entries()) {
      const summary = await runner.run.trainEpoch({
        ...(signal && { signal }),
        onProgress: ({ fraction, beatsPerSecond }) =>
          onEvent?.({
            kind: 'progress',
            training: runner.label,
            epoch,
            epochFraction: fraction,
            beatsPerSecond,
            ...clock.at(epoch, index, fraction),
          }),
      });
      runner.trainSeconds += summary.seconds;
      runner.trainedBeats += summary.beats;
      runner.trainLoss = summary.loss;
      runner.trainAccuracy = summary.accuracy;
      for (const [branch, share] of Object.entries(summary.gradientShares ?? {})) {
        runner.shares[branch] = [...(runner.shares[branch] ?? []), share];
      }
      runner.validation = await runner.run.predict('validation', { ...(signal && { signal }) });
      for (const racer of racers) {
        if (lastOf(racer, runners) === runner) closeEpoch(racer, epoch, weights, onEvent);
      }
    }
  }
}

/** The member of a racer that trains last in each round. */
function lastOf(racer: Racer, runners: readonly Runner[]): Runner | undefined {
  return runners.findLast((runner) => racer.runners.includes(runner));
}

function closeEpoch(
  racer: Racer,
  epoch: number,
  classWeighting: readonly number[],
  onEvent: RaceOptions['onEvent'],
): void {
  const members = racer.runners.map((runner) => runner.validation as Predictions);
  const validation = averageProbabilities(members, fitWeights(members));
  const point = {
    trainLoss: meanOf(racer.runners.map((runner) => runner.trainLoss)),
    trainAccuracy: meanOf(racer.runners.map((runner) => runner.trainAccuracy)),
    validationLoss: crossEntropyOf(validation, classWeighting),
    validationAccuracy: accuracyOf(validation),
  };
  racer.curves.push(point);
  onEvent?.({ kind: 'epoch', strategy: racer.plan.strategy, epoch, ...point });
}

async function judgeAll(
  runners: readonly Runner[],
  racers: readonly Racer[],
  spec: ExperimentSpec,
  { backend, seed, signal, onEvent }: RaceOptions,
): Promise<StrategyResult[]> {
  onEvent?.({ kind: 'phase', phase: 'Judging the test part' });
  const test = new Map<Runner, Predictions>();
  for (const runner of runners) test.set(runner, await runner.run.predict('test', { ...(signal && { signal }) }));
  return racers.map(({ plan, runners: members, curves }) => {
    const trainSeconds = members.reduce((sum, { trainSeconds: seconds }) => sum + seconds, 0);
    const [only] = members;
    const result: StrategyResult = {
      strategy: plan.strategy,
      branches: branchesOf(plan),
      seed,
      epochs: spec.training.epochs,
      backend,
      parameters: countPlanParameters(plan),
      trainSeconds,
      // A beat of late fusion is one that all members have seen.
      beatsPerSecond: (only?.trainedBeats ?? 0) / trainSeconds,
      curves: curves.read(),
      gradientShares:
        plan.combination === 'single' && only && plan.members[0]?.branches.length !== 1 ? only.shares : null,
      members: members.map((runner) => ({
        label: runner.label,
        validation: runner.validation as Predictions,
        test: test.get(runner) as Predictions,
      })),
      weights: fitWeights(members.map((runner) => runner.validation as Predictions)),
    };
    onEvent?.({ kind: 'result', result });
    return result;
  });
}

function branchesOf(plan: FusionPlan): string[] {
  return [...new Set(plan.members.flatMap((member) => member.branches.map((branch) => branch.representation)))];
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
