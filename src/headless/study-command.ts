import { writeFile } from 'node:fs/promises';
import { hasGivenSplit } from '../datasets/given-split';
import {
  detectorOf,
  type ExperimentSpec,
  initialSpec,
  SPLIT_RULES,
  type SplitRule,
  withTask,
} from '../domain/experiment';
import type { RepresentationDefinition } from '../domain/representation';
import { BACKEND_CHAIN } from '../engine/backend-chain';
import { fusionRegistry } from '../fusion/registry';
import { representations } from '../representations/registry';
import { count, listOf, misused, oneOf, positive, readArguments } from './arguments';
import { readRecordings } from './read-recordings';
import { SIGNAL_OPTIONS, withSignal } from './signal-options';
import { runStudy } from './study';
import { studyTable } from './study-table';
import { chooseTask, taskRequestOf } from './task-options';
import { TRAINING_OPTIONS, trainingOf } from './training-options';

const OPTIONS = {
  data: { type: 'string' },
  records: { type: 'string' },
  'sampling-rate': { type: 'string' },
  task: { type: 'string' },
  window: { type: 'string' },
  ...SIGNAL_OPTIONS,
  split: { type: 'string' },
  strategies: { type: 'string' },
  branches: { type: 'string' },
  balance: { type: 'string' },
  ...TRAINING_OPTIONS,
  seed: { type: 'string' },
  seeds: { type: 'string' },
  backend: { type: 'string' },
  out: { type: 'string' },
} as const;

/** Exit status 0; everything wrong is thrown as `LabError`. */
export async function runStudyCommand(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { options: OPTIONS });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  if (!values.data) throw misused('--data', 'a folder of recordings, or "builtin"', 'nothing');
  const definitions = await Promise.all(representations.ids.map((id) => representations.load(id)));
  const asked = specOf(values, definitions);
  const request = taskRequestOf(values);
  const backend = oneOf('--backend', values.backend ?? 'auto', ['auto', ...BACKEND_CHAIN]);
  const sampled = values['sampling-rate'];
  const recordings = await readRecordings(values.data, {
    wanted: listOf(values.records) ?? [],
    samplingRateHz: sampled === undefined ? undefined : positive('--sampling-rate', sampled, 0),
    detector: detectorOf(asked),
    warn: say,
  });
  const spec = withTask(asked, chooseTask(request, recordings, say), definitions);
  if (!values.split && hasGivenSplit(recordings)) say('These tables were published in two parts: see --split given.');
  const seeds = count('--seeds', values.seeds, 1);
  const study = await runStudy(recordings, {
    ...{ data: dataName(values.data), seeds, backend, report: say },
    // Rows of a table are drawn at random unless another split was asked for.
    spec: values.split ? { ...spec, split: asked.split } : spec,
  });
  if (values.out) await writeFile(values.out, `${JSON.stringify(study, null, 1)}\n`);
  process.stdout.write(`${studyTable(study)}\n`);
  return 0;
}

function specOf(
  values: Readonly<Partial<Record<keyof typeof OPTIONS, string>>>,
  definitions: readonly RepresentationDefinition[],
): ExperimentSpec {
  const initial = initialSpec(definitions);
  const strategies = listOf(values.strategies) ?? initial.fusion.strategies;
  for (const id of strategies) oneOf('--strategies', id, [...representations.ids, ...fusionRegistry.ids]);
  const branches = listOf(values.branches) ?? initial.fusion.branches;
  for (const id of branches) oneOf('--branches', id, representations.ids);
  const { training, split, fusion } = initial;
  return {
    ...withSignal(initial, values),
    seed: count('--seed', values.seed, initial.seed),
    split: { ...split, rule: oneOf<SplitRule>('--split', values.split ?? split.rule, SPLIT_RULES) },
    fusion: {
      strategies,
      branches,
      earlyBalance: oneOf('--balance', values.balance ?? fusion.earlyBalance, ['none', 'equal'] as const),
    },
    training: trainingOf(values, training),
  };
}

/** The last folder of a path: where the data lay on this machine says nothing to a reader of the study. */
function dataName(data: string): string {
  return (
    data
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? data
  );
}
