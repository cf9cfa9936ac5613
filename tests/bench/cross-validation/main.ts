/**
 * What may be chosen without a look at the test part: defaults, by cross-validation by record inside DS1 of MIT-BIH.
 *
 *     npx tsx tests/bench/cross-validation/main.ts [--set rhythm.reference=median]... [--set training.epochs=3]...
 *         [--branches time,spectrogram,rhythm] [--seeds 1,2,3] [--thin 4] [--data ../shared/data/mitdb]
 *
 * Each of five models is judged on the records that it did not see, as they are and burdened (`burdened-recording.ts`).
 * Record 208 trains always: it has 373 of the 415 F, without which no model can know F. `--thin 1` trains on every N, as the
 * lab does: a choice that holds with a quarter of them, which is faster, is confirmed so.
 */

import { parseArgs } from 'node:util';
import { blockJobOf } from '../../../src/datasets/block-job';
import { DS1 } from '../../../src/datasets/mit-bih';
import { planTask } from '../../../src/datasets/tasks';
import type { BeatBlock } from '../../../src/domain/dataset';
import { type ExperimentSpec, initialSpec } from '../../../src/domain/experiment';
import { countBeatClasses, type Recording } from '../../../src/domain/recording';
import type { ParameterValues } from '../../../src/domain/representation';
import { BEAT_TASK } from '../../../src/domain/task';
import { startEngine } from '../../../src/engine/backends';
import { nodePlatform } from '../../../src/headless/node-platform';
import { readRecordings } from '../../../src/headless/read-recordings';
import { representations } from '../../../src/representations/registry';
import { computeBeatBlock, layoutsOf } from '../../../src/study/beat-block';
import { runRace } from '../../../src/study/race';
import { burdenedRecording } from './burdened-recording';
import { foldDataset } from './fold-dataset';
import { type JudgedSeed, reportOf } from './report';

/** Spread by hand, so that every fold has S and V. */
const FOLDS = ['101 106 115 207 223', '108 119 122 209', '109 114 205 220', '112 118 201 203', '116 124 215 230'];
/** A record with fewer early beats makes no burdened one worth judging. */
const FEWEST_EARLY = 10;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/mitdb' },
    set: { type: 'string', multiple: true, default: [] },
    branches: { type: 'string', default: 'time,spectrogram,rhythm' },
    seeds: { type: 'string', default: '1' },
    thin: { type: 'string', default: '4' },
  },
});
const branches = values.branches.split(',');
const spec = await experiment();
const recordings = await readRecordings(values.data, { wanted: [...DS1], warn: console.error });
const plan = planTask(recordings, BEAT_TASK);
const asTheyAre = await blocksOf(recordings);
const burdened = await blocksOf(
  recordings
    .filter((recording) => countBeatClasses(recording).S >= FEWEST_EARLY)
    .map((recording) => burdenedRecording(recording, 'S')),
);
const layouts = await layoutsOf(branches, spec);
const engine = await startEngine('wasm', nodePlatform());
const judged: JudgedSeed[] = [];
for (const seed of values.seeds.split(',')) judged.push(await judgeSeed(Number(seed)));
console.log(
  `${branches.join(' + ')}, seeds ${values.seeds}, every ${values.thin}. N, ${values.set.join(' ') || 'as the lab opens'}; ${engine.label}`,
);
const classes = plan.classes.map(({ id }) => id);
console.log(reportOf(judged, classes, FOLDS));
process.exit(0);

/** The lab's own, with what `--set` changes. */
async function experiment(): Promise<ExperimentSpec> {
  const definitions = await Promise.all(branches.map((id) => representations.load(id)));
  const initial = initialSpec(definitions);
  const parameters: Record<string, ParameterValues> = { ...initial.representations, training: {} };
  for (const setting of values.set) {
    const [, id, key, value] = /^(\w+)\.(\w+)=(.+)$/.exec(setting) ?? [];
    if (!id || !key || !value)
      throw new Error(`--set ${setting}: expected REPRESENTATION.PARAMETER=VALUE or training.SETTING=VALUE.`);
    parameters[id] = { ...parameters[id], [key]: Number.isNaN(Number(value)) ? value : Number(value) };
  }
  const { training, ...representationsSet } = parameters;
  const strategies = branches.length > 1 ? ['intermediate'] : branches;
  return {
    ...initial,
    representations: representationsSet,
    fusion: { ...initial.fusion, branches, strategies },
    training: { ...initial.training, ...training },
  };
}

function blocksOf(all: readonly Recording[]): Promise<BeatBlock[]> {
  return Promise.all(all.map((recording) => computeBeatBlock(blockJobOf(recording, plan, spec, branches))));
}

async function judgeSeed(seed: number): Promise<JudgedSeed> {
  const folds = [];
  for (const fold of FOLDS) folds.push(await judgeFold(new Set(fold.split(' ')), seed));
  return { asTheyAre: folds.map(({ test }) => test), burdened: folds.map(({ validation }) => validation) };
}

async function judgeFold(fold: ReadonlySet<string>, seed: number) {
  const isHeldOut = ({ recordingName }: BeatBlock): boolean => fold.has(recordingName.slice(0, 3));
  const parts = {
    train: asTheyAre.filter((block) => !isHeldOut(block)),
    validation: burdened.filter(isHeldOut),
    test: asTheyAre.filter(isHeldOut),
  };
  const dataset = foldDataset(parts, layouts, plan.classes, Number(values.thin));
  const [result] = await runRace(dataset, spec, { backend: engine.backend, seed });
  const [member] = result?.members ?? [];
  if (!member) throw new Error(`No model without ${[...fold].join(', ')}.`);
  return member;
}
