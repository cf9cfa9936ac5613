/** How fast this machine trains: the short form of the bench, ours alone, on the engine that is started. */

import type { ExecutorKind } from '../domain/executor';
import { type OpenDataset, openDataset } from '../engine/open-dataset';
import { profileOps } from '../engine/ops-cost';
import { countParameters } from '../fusion/model-shapes';
import { Deadline, OutOfTimeError } from './deadline';
import { speedDataset } from './speed-data';
import { SPEED_MODELS, type SpeedModelName, speedModel } from './speed-models';
import { SPEED_BATCHES, SpeedRun } from './speed-run';

export interface SpeedRow {
  readonly model: SpeedModelName;
  readonly parameters: number;
  readonly batch: number;
  readonly executor: ExecutorKind;
  /** Median over the turns that there was time for. */
  readonly beatsPerSecond: number;
  readonly msPerStep: number;
  readonly turns: number;
  /** GPU dispatches of a step, or on ops tfjs kernels; null where they are not known. */
  readonly launchesPerStep: number | null;
  /** Of every GPU buffer, or on ops of all tensors at their most; null where they are not known. */
  readonly bytes: number | null;
}

/** `waiting`: the device still has to do with a model that was left out. */
export type SpeedPhase = 'waiting' | 'compiling' | 'timing';

export type SpeedEvent =
  | { readonly kind: 'phase'; readonly model: SpeedModelName; readonly phase: SpeedPhase }
  | { readonly kind: 'row'; readonly row: SpeedRow }
  /** `reason` is a clause: `it was not compiled within 20 s`. */
  | { readonly kind: 'left-out'; readonly model: SpeedModelName; readonly reason: string };

export interface SpeedTestOptions {
  /** Beats in a step, 256 by default. */
  readonly batch?: number;
  /** How long each model is timed, 1.5 by default; compiling comes on top. */
  readonly secondsPerModel?: number;
  /** After so long, compiling and all, a model is left out: 20 by default. */
  readonly mostSecondsPerModel?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: SpeedEvent) => void;
  /** What makes the beats ready on the device. */
  readonly open?: typeof openDataset;
}

/** A machine does other things as well: the median of several turns is not moved by one that was disturbed. */
const TURNS = 5;

/** A row for each of `SPEED_MODELS` that was in time. Needs a started engine. Rejects with the signal's reason when aborted. */
export async function testSpeed(options: SpeedTestOptions = {}): Promise<SpeedRow[]> {
  const { batch = 256, open = openDataset } = options;
  const opened = await open(speedDataset(SPEED_BATCHES * batch));
  const test = new SpeedTest(opened, { batch, ...options });
  try {
    const rows: SpeedRow[] = [];
    for (const name of SPEED_MODELS) rows.push(...(await test.rowOf(name)));
    return rows;
  } finally {
    void test.idle().then(() => opened.dispose());
  }
}

const MISSED: Readonly<Record<SpeedPhase, string>> = {
  waiting: 'the device was not done with the model before it',
  compiling: 'it was not compiled',
  timing: 'it was compiled, but no turn was done',
};

class SpeedTest {
  /** What a model that was left out has still to do on the device. */
  private unfinished: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly opened: OpenDataset,
    private readonly options: SpeedTestOptions & { readonly batch: number },
  ) {}

  /** Resolves when nothing of it runs on the device. */
  async idle(): Promise<void> {
    await this.unfinished.catch(() => undefined);
  }

  /** One row, or none where time was up. */
  async rowOf(model: SpeedModelName): Promise<SpeedRow[]> {
    const { mostSecondsPerModel: most = 20, signal, onEvent } = this.options;
    const deadline = new Deadline(most, signal);
    let present: SpeedPhase = 'waiting';
    const begin = (phase: SpeedPhase): void => {
      if (deadline.isOver) return;
      present = phase;
      onEvent?.({ kind: 'phase', model, phase });
    };
    try {
      begin('waiting');
      await deadline.within(this.idle());
      const measuring = this.measure(model, deadline, begin);
      this.unfinished = measuring;
      const row = await deadline.within(measuring);
      onEvent?.({ kind: 'row', row });
      return [row];
    } catch (thrown) {
      if (!(thrown instanceof OutOfTimeError)) throw thrown;
      onEvent?.({ kind: 'left-out', model, reason: `${MISSED[present]} within ${most} s` });
      return [];
    }
  }

  private async measure(
    model: SpeedModelName,
    deadline: Deadline,
    begin: (phase: SpeedPhase) => void,
  ): Promise<SpeedRow> {
    const { batch, secondsPerModel = 1.5 } = this.options;
    begin('compiling');
    const { members } = await speedModel(model);
    const run = await SpeedRun.create(this.opened, { name: model, members }, batch);
    try {
      // The first steps compile what was left to them, and fill pools.
      const ops = run.executor === 'ops' ? await profileOps(() => run.step()) : await run.step();
      await run.settle();
      begin('timing');
      const turns = await timeTurns(run, secondsPerModel / TURNS, deadline);
      const secondsPerStep = turns.sort((a, b) => a - b)[turns.length >> 1] as number;
      return {
        model,
        parameters: members.reduce((sum, member) => sum + countParameters(member), 0),
        batch,
        executor: run.executor,
        beatsPerSecond: batch / secondsPerStep,
        msPerStep: 1000 * secondsPerStep,
        turns: turns.length,
        launchesPerStep: run.cost?.launchesPerStep ?? ops?.kernels ?? null,
        bytes: run.cost?.allocatedGpuBytes ?? ops?.peakBytes ?? null,
      };
    } finally {
      run.dispose();
    }
  }
}

/** Seconds a step of each turn; a turn takes `seconds`, or one step where that is longer. As many as there is time for. */
async function timeTurns(run: SpeedRun, seconds: number, deadline: Deadline): Promise<number[]> {
  const found: number[] = [];
  for (let longest = 0; found.length < TURNS && deadline.secondsLeft > longest; ) {
    const started = performance.now();
    let steps = 0;
    do {
      await deadline.within(run.step());
      steps += 1;
    } while (performance.now() - started < 1000 * seconds);
    await run.settle();
    const took = (performance.now() - started) / 1000;
    longest = Math.max(longest, took);
    found.push(took / steps);
  }
  return found;
}
