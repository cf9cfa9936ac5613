/** How fast this machine trains: the short form of the bench, ours alone, on the engine that is started. */

import type { Executor } from '../engine/executor';
import { type OpenDataset, openDataset } from '../engine/open-dataset';
import { countParameters } from '../fusion/model-shapes';
import { speedDataset } from './speed-data';
import { SPEED_MODELS, type SpeedModelName, speedModel } from './speed-models';
import { SPEED_BATCHES, SpeedRun } from './speed-run';

export interface SpeedRow {
  readonly model: SpeedModelName;
  readonly parameters: number;
  readonly batch: number;
  readonly executor: Executor['kind'];
  /** Median over the turns. */
  readonly beatsPerSecond: number;
  readonly msPerStep: number;
  /** GPU dispatches of a step; null where the executor does not know. */
  readonly launchesPerStep: number | null;
  /** GPU memory; null where the executor does not know. */
  readonly bytes: number | null;
}

export interface SpeedTestOptions {
  /** Beats in a step, 256 by default. */
  readonly batch?: number;
  /** How long each model is timed, 1.5 by default; compiling comes on top. */
  readonly secondsPerModel?: number;
  readonly signal?: AbortSignal;
  /** Called with each row as soon as it is known. */
  readonly onRow?: (row: SpeedRow) => void;
}

/** A machine does other things as well: the median of several turns is not moved by one that was disturbed. */
const TURNS = 5;

/** The first steps compile and fill pools. */
const WARM_UP_STEPS = 2;

/** One row for each of `SPEED_MODELS`. Needs a started engine. Rejects with the signal's reason when aborted. */
export async function testSpeed({
  batch = 256,
  secondsPerModel = 1.5,
  signal,
  onRow,
}: SpeedTestOptions = {}): Promise<SpeedRow[]> {
  const opened = await openDataset(speedDataset(SPEED_BATCHES * batch));
  const rows: SpeedRow[] = [];
  try {
    for (const name of SPEED_MODELS) {
      const row = await timeModel(opened, name, { batch, seconds: secondsPerModel, signal });
      rows.push(row);
      onRow?.(row);
    }
  } finally {
    opened.dispose();
  }
  return rows;
}

interface Timing {
  readonly batch: number;
  readonly seconds: number;
  readonly signal: AbortSignal | undefined;
}

async function timeModel(opened: OpenDataset, name: SpeedModelName, timing: Timing): Promise<SpeedRow> {
  const { batch } = timing;
  const { members } = await speedModel(name);
  const run = await SpeedRun.create(opened, { name, members }, batch);
  try {
    const secondsPerStep = await timeSteps(run, timing);
    return {
      model: name,
      parameters: members.reduce((sum, member) => sum + countParameters(member), 0),
      batch,
      executor: run.executor,
      beatsPerSecond: batch / secondsPerStep,
      msPerStep: 1000 * secondsPerStep,
      launchesPerStep: run.cost?.launchesPerStep ?? null,
      bytes: run.cost?.allocatedGpuBytes ?? null,
    };
  } finally {
    run.dispose();
  }
}

/** Median seconds a step over `TURNS` turns; each takes its share of the time, or one step where that is longer. */
async function timeSteps(run: SpeedRun, { seconds, signal }: Timing): Promise<number> {
  for (let step = 0; step < WARM_UP_STEPS; step++) await run.step();
  await run.settle();
  const found: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const started = performance.now();
    let steps = 0;
    do {
      signal?.throwIfAborted();
      await run.step();
      steps += 1;
    } while (performance.now() - started < (1000 * seconds) / TURNS);
    await run.settle();
    found.push((performance.now() - started) / 1000 / steps);
  }
  return found.sort((a, b) => a - b)[TURNS >> 1] as number;
}
