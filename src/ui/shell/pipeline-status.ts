/** One live line for each room of the pipeline. */

import { shapeIn } from '../../domain/channels';
import type { Evaluation } from '../../domain/evaluation';
import { isSameExperiment } from '../../domain/experiment';
import { sizeOf } from '../../domain/representation';
import { nounOf } from '../../domain/task';
import type { StrategyResult } from '../../domain/training';
import { averageProbabilities } from '../../evaluation/late-weights';
import { evaluate } from '../../evaluation/metrics';
import { isFusion } from '../../fusion/registry';
import { stalenessOf } from '../../lab/race-data';
import type { LabState, Race } from '../../lab/state';
import { factsOf, summaryOf } from '../data/recording-facts';
import { representationName, strategyName } from '../fusion/strategy-name';
import type { Room } from '../rooms';
import { counted, grouped, roughDuration } from '../wording/numbers';

type Status = (state: LabState) => string;

/** A selector for each room: text in, text out, so that a step is drawn again only when its own line changes. */
export const STATUS: Readonly<Record<Room, Status>> = {
  data: dataStatus,
  representations: representationsStatus,
  fusion: fusionStatus,
  train: trainStatus,
  compare: compareStatus,
};

function dataStatus({ reading, recordings, source, plan: { task } }: LabState): string {
  if (reading) return `reading ${grouped(reading.done)} of ${grouped(reading.found)} · ${reading.name}`;
  if (recordings.length === 0) return source === 'builtin' ? 'making the built-in cohort' : 'nothing is open';
  const { subjects, beatCount } = summaryOf(recordings);
  if (task.kind === 'excerpt') {
    const rows = recordings.reduce((sum, recording) => sum + (factsOf(recording).rows ?? 0), 0);
    return `${counted(recordings.length, 'table')} · ${counted(rows, 'row')}`;
  }
  const patients = counted(subjects, 'patient');
  if (task.kind === 'beat') return `${patients} · ${counted(beatCount, 'beat')}`;
  return `${patients} · windows of ${task.windowSeconds} s`;
}

function representationsStatus({ spec, plan, definitions }: LabState): string {
  const sizes = definitions
    .filter(({ id }) => spec.fusion.branches.includes(id))
    .map((definition) => sizeOf(shapeIn(definition, spec)));
  if (sizes.length === 0) return 'no branch is chosen';
  return `${grouped(sizes.reduce((sum, size) => sum + size, 0))} numbers a ${nounOf(plan.task)}`;
}

function fusionStatus({ spec }: LabState): string {
  const fusions = spec.fusion.strategies.filter(isFusion).length;
  const baselines = spec.fusion.strategies.length - fusions;
  if (fusions + baselines === 0) return 'no strategy is chosen';
  return `${counted(fusions, 'fusion')}, ${counted(baselines, 'baseline')}`;
}

function trainStatus(state: LabState): string {
  const { race, spec, engine, definitions } = state;
  if (race && isUnderWay(race)) return runningStatus(race, definitions);
  // How a race over other recordings ended is no news of these.
  const ended = race && stalenessOf(race, state) !== 'data' ? race : null;
  if (ended?.status === 'failed') return 'failed: see the problem';
  if (ended?.status === 'cancelled') return 'cancelled';
  if (ended?.status === 'finished') return `finished, ${roughDuration(secondsOf(ended))}`;
  const plan = `${counted(spec.training.epochs, 'epoch')} each`;
  if (engine.status === 'probing') return `${plan} · looking for a backend`;
  return engine.status === 'failed' ? 'no backend runs here' : `${plan} · ready, press T`;
}

function isUnderWay({ status }: Race): boolean {
  return status === 'preparing' || status === 'training' || status === 'cancelling';
}

function runningStatus(
  { status, control, phase, progress, epochs }: Race,
  definitions: LabState['definitions'],
): string {
  if (status === 'cancelling') return 'cancelling';
  if (control === 'stopping') return 'stopped · judging';
  if (!progress) return phase;
  const name = isFusion(progress.training)
    ? strategyName(progress.training, [])
    : representationName(progress.training, definitions);
  const left = control === 'paused' ? 'paused' : `${roughDuration(progress.secondsLeft)} left`;
  return `${name} ${progress.epoch}/${epochs} · ${left}`;
}

function secondsOf({ results }: Race): number {
  return results.reduce((sum, { trainSeconds }) => sum + trainSeconds, 0);
}

function compareStatus(state: LabState): string {
  const { race, definitions } = state;
  const best = race && bestOf(race.results);
  if (!best) return 'no results yet';
  const staleness = stalenessOf(race, state);
  if (staleness === 'data') return 'none of this data yet';
  const stale = staleness === 'settings' && !isUnderWay(race) ? 'old settings · ' : '';
  const name = strategyName(best.result.strategy, definitions);
  return `${stale}${name} leads, F1 ${best.evaluation.macroF1.toFixed(2)}`;
}

/** The result with the best macro-F1 on the test part. Accuracy would crown whoever calls every beat normal. */
export function bestOf(
  results: readonly StrategyResult[],
): { readonly result: StrategyResult; readonly evaluation: Evaluation } | undefined {
  return results
    .map((result) => ({ result, evaluation: evaluationOf(result) }))
    .reduce<ReturnType<typeof bestOf>>(
      (best, each) => (best && best.evaluation.macroF1 >= each.evaluation.macroF1 ? best : each),
      undefined,
    );
}

const evaluations = new WeakMap<StrategyResult, Evaluation>();

/** On the test part with the fitted weights; remembered by result. */
function evaluationOf(result: StrategyResult): Evaluation {
  const known = evaluations.get(result);
  if (known) return known;
  const tested = result.members.map(({ test }) => test);
  const evaluation = evaluate(
    averageProbabilities(tested, result.weights),
    result.classes.map(({ id }) => id),
  );
  evaluations.set(result, evaluation);
  return evaluation;
}

/** Where the work is at the moment. */
export function presentRoom(state: LabState): Room {
  const { reading, race } = state;
  if (reading) return 'data';
  if (race && isUnderWay(race)) return 'train';
  const isAnswered = race?.status === 'finished' && stalenessOf(race, state) !== 'data';
  return isAnswered && isSameExperiment(race.spec, state.spec) ? 'compare' : 'data';
}
