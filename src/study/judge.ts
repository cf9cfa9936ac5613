/** What comes out of a race: every strategy on the test part. */

import type { Predictions } from '../domain/evaluation';
import { LabError } from '../domain/problem';
import type { Ending, StrategyResult, TrainingEvent } from '../domain/training';
import { fitWeights } from '../evaluation/late-weights';
import { countPlanParameters } from '../fusion/model-shapes';
import { branchesOf } from './race-plans';
import type { RaceTerms } from './race-terms';
import type { LineUp, Racer } from './racer';
import type { Runner } from './runner';

export interface JudgeOptions {
  readonly backend: string;
  readonly seed: number;
  readonly terms: RaceTerms;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** A result for each strategy that can be judged. Throws `LabError` where none can. */
export async function judgeAll({ racers, runners }: LineUp, options: JudgeOptions): Promise<StrategyResult[]> {
  const { signal, onEvent } = options;
  onEvent({ kind: 'phase', phase: 'Judging the test part' });
  const judged = racers.filter(({ failure }) => !failure);
  const test = new Map<Runner, Predictions>();
  for (const runner of runners) {
    if (judged.some((racer) => racer.runners.includes(runner))) test.set(runner, await runner.predictTest(signal));
  }
  for (const { plan, failure } of racers) {
    if (failure) onEvent({ kind: 'failed', strategy: plan.strategy, problem: failure });
  }
  const [firstFailure] = racers.flatMap(({ failure }) => failure ?? []);
  if (judged.length === 0 && firstFailure) throw new LabError(firstFailure);
  return judged.map((racer) => {
    const result = resultOf(racer, test, options);
    onEvent({ kind: 'result', result });
    return result;
  });
}

function resultOf(
  { plan, runners, curves }: Racer,
  test: ReadonlyMap<Runner, Predictions>,
  { backend, seed, terms }: JudgeOptions,
): StrategyResult {
  const trainSeconds = runners.reduce((sum, { progress }) => sum + progress.trainSeconds, 0);
  const only = (runners[0] as Runner).progress;
  const validation = runners.map(({ progress }) => progress.validation as Predictions);
  const isSingleFusion = plan.combination === 'single' && plan.members[0]?.branches.length !== 1;
  return {
    strategy: plan.strategy,
    branches: branchesOf(plan),
    seed,
    epochs: Math.max(...runners.map(({ epochs }) => epochs)),
    backend,
    parameters: countPlanParameters(plan),
    trainSeconds,
    // A beat of late fusion is one that all members have seen.
    beatsPerSecond: only.trainedBeats / trainSeconds,
    curves: curves.read(),
    gradientShares: isSingleFusion ? only.shares : null,
    members: runners.map((runner, index) => ({
      label: runner.label,
      validation: validation[index] as Predictions,
      test: test.get(runner) as Predictions,
    })),
    weights: fitWeights(validation),
    endings: runners.map(({ progress }) => progress.ending as Ending),
    changes: terms.changes,
  };
}
