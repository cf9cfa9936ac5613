/** `lab study`: an experiment from files to judged strategies, with the modules that the page runs. */

import { blockJobOf, representationsIn } from '../datasets/block-job';
import { buildDataset } from '../datasets/build-dataset';
import { planExperiment } from '../datasets/plan-experiment';
import type { BeatBlock, Part } from '../domain/dataset';
import { executorText, fallbackSentences } from '../domain/executor';
import type { ExperimentSpec } from '../domain/experiment';
import type { Recording } from '../domain/recording';
import { type ExampleClass, nounOf, type TaskPlan } from '../domain/task';
import type { StrategyResult, TrainingEvent } from '../domain/training';
import type { BackendRequest } from '../engine/backend-chain';
import { startEngine } from '../engine/backends';
import { reopenEngine } from '../engine/reopen-engine';
import { averageProbabilities } from '../evaluation/late-weights';
import { evaluate } from '../evaluation/metrics';
import { isFusion } from '../fusion/registry';
import { computeBeatBlock, layoutsOf } from '../study/beat-block';
import { runRace } from '../study/race';
import { loadNodeLanes } from './node-lanes';
import { nodePlatform } from './node-platform';

export type StudyRun = Omit<StrategyResult, 'members' | 'weights' | 'gradientShares' | 'classes'> & {
  /** Of late fusion: the weight of each branch, fitted on the validation part. */
  readonly weights?: Readonly<Record<string, number>>;
  readonly test: ReturnType<typeof judge>;
};

export interface Study {
  readonly data: string;
  readonly split: string;
  readonly rule: string;
  readonly synthetic: boolean;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** Counts that others published for this split. */
  readonly published: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly recordings: Readonly<Record<Part, readonly string[]>>;
  readonly counts: Readonly<Record<Part, Readonly<Record<string, number>>>>;
  /** What one example is called: `beat`, `window`. */
  readonly noun: string;
  readonly classes: readonly ExampleClass[];
  readonly spec: ExperimentSpec;
  readonly runs: readonly StudyRun[];
  /** Strategies that could not be judged, and why. */
  readonly failures: readonly StudyFailure[];
}

interface StudyFailure {
  readonly strategy: string;
  readonly seed: number;
  readonly problem: string;
}

export interface StudyOptions {
  readonly data: string;
  readonly spec: ExperimentSpec;
  readonly seeds: number;
  readonly backend: BackendRequest;
  /** Told what is being done, a line at a time. */
  readonly report: (line: string) => void;
}

/** Throws `LabError` where the recordings cannot make an honest dataset or the backend is refused. */
export async function runStudy(
  given: readonly Recording[],
  { data, spec, seeds, backend, report }: StudyOptions,
): Promise<Study> {
  const ids = representationsIn(spec, isFusion);
  const { recordings, plan } = planExperiment(given, spec);
  for (const note of plan.notes) report(note);
  const dataset = buildDataset(
    await computeBlocks(recordings, plan, spec, ids, report),
    await layoutsOf(ids, spec),
    plan,
    spec.split,
    spec.seed,
    spec.leastQuality,
  );
  report(dataset.split.sentence);
  for (const warning of dataset.split.warnings) report(`Mind: ${warning}`);
  let engine = await startEngine(backend, nodePlatform());
  report(`Engine: ${engine.label}, executor ${engine.executor}. ${engine.why}`);
  for (const refusal of engine.refusals) report(`Not ${refusal}`);
  const runs: StudyRun[] = [];
  const failures: StudyFailure[] = [];
  for (let index = 0; index < seeds; index++) {
    const seed = spec.seed + index;
    const results = await runRace(dataset, spec, {
      backend: engine.backend,
      seed,
      reopen: async (losses) => {
        engine = await reopenEngine(engine.backend, losses, nodePlatform());
        return engine;
      },
      onEvent: (event) => {
        const line = lineOf(event, spec.training.epochs);
        if (line) report(`seed ${seed}, ${line}`);
        if (event.kind === 'failed') failures.push({ strategy: event.strategy, seed, problem: event.problem.message });
      },
    });
    runs.push(...results.map(runOf));
  }
  const { rule, sentence, warnings, notes, published, recordings: byPart, noun, counts } = dataset.split;
  const synthetic = recordings.some((recording) => recording.synthetic);
  return {
    data,
    split: rule,
    rule: sentence,
    synthetic,
    warnings,
    notes,
    published,
    recordings: byPart,
    counts,
    noun,
    classes: dataset.classes,
    spec,
    runs,
    failures,
  };
}

/** What is worth a line while it trains. */
function lineOf(event: TrainingEvent, epochs: number): string | null {
  switch (event.kind) {
    case 'epoch': {
      const percent = (100 * event.validationAccuracy).toFixed(2);
      return `epoch ${event.epoch}/${epochs}, ${event.strategy}: validation accuracy ${percent} %`;
    }
    case 'executor': {
      const { model, kind } = event.executor;
      const [fallback] = fallbackSentences([event.executor]);
      return fallback ?? (kind === 'plan' ? `${model}: ${executorText(event.executor)}` : null);
    }
    case 'ended':
      return `${event.ending.model}: ${event.ending.sentence}`;
    case 'failed':
      return `${event.strategy} failed: ${event.problem.message}`;
    case 'notice':
      return event.sentence;
    default:
      return null;
  }
}

async function computeBlocks(
  recordings: readonly Recording[],
  plan: TaskPlan,
  spec: ExperimentSpec,
  ids: readonly string[],
  report: (line: string) => void,
): Promise<BeatBlock[]> {
  await loadNodeLanes();
  const started = performance.now();
  const noun = nounOf(plan.task);
  const blocks: BeatBlock[] = [];
  for (const recording of recordings) {
    const block = await computeBeatBlock(blockJobOf(recording, plan, spec, ids));
    if (block.labels.length === 0) report(`${recording.name}: no ${noun}s to learn from, left out.`);
    else blocks.push(block);
  }
  const examples = blocks.reduce((sum, block) => sum + block.labels.length, 0);
  const seconds = (performance.now() - started) / 1000;
  report(`${examples} ${noun}s of ${blocks.length} recordings as ${ids.join(', ')} in ${seconds.toFixed(1)} s`);
  return blocks;
}

function runOf({ members, weights, gradientShares: _shares, classes, ...about }: StrategyResult): StudyRun {
  const isAverage = members.length > 1;
  return {
    ...about,
    ...(isAverage && {
      weights: Object.fromEntries(members.map(({ label }, index) => [label, weights[index] as number])),
    }),
    test: judge(members, weights, classes),
  };
}

function judge(members: StrategyResult['members'], weights: readonly number[], classes: readonly ExampleClass[]) {
  return evaluate(
    averageProbabilities(
      members.map(({ test }) => test),
      weights,
    ),
    classes.map(({ id }) => id),
  );
}
