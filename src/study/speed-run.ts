/** A model that is trained for the sake of the clock: a step at a time, over the same few batches. */

import { initialSpec } from '../domain/experiment';
import type { Executor, ExecutorCost } from '../engine/executor';
import type { OpenDataset } from '../engine/open-dataset';
import type { TrainingRun } from '../engine/training-run';
import { SPEED_CLASSES, type SpeedModel } from './speed-models';

export const SPEED_LEARNING_RATE = 1e-3;
export const SPEED_SEED = 1;

/** Different batches that the steps go through: enough that no cache holds them all, few enough to make at once. */
export const SPEED_BATCHES = 4;

export class SpeedRun {
  private steps = 0;

  private constructor(
    private readonly runs: readonly TrainingRun[],
    private readonly batchSize: number,
  ) {}

  /** `opened` has `SPEED_BATCHES * batchSize` beats for training. */
  static async create(opened: OpenDataset, { members }: SpeedModel, batchSize: number): Promise<SpeedRun> {
    const settings = { ...initialSpec([]).training, batchSize };
    const classWeights = new Array<number>(SPEED_CLASSES).fill(1);
    const runs: TrainingRun[] = [];
    for (const spec of members) runs.push(await opened.createRun({ spec, settings, classWeights, seed: SPEED_SEED }));
    const run = new SpeedRun(runs, batchSize);
    run.begin();
    return run;
  }

  get executor(): Executor['kind'] {
    return (this.runs[0] as TrainingRun).executor.kind;
  }

  /** Of all members together; null where the executor does not know. */
  get cost(): ExecutorCost | null {
    const costs = this.runs.map(({ executor }) => executor.cost);
    if (!costs.every((cost) => cost !== undefined)) return null;
    return {
      launchesPerStep: costs.reduce((sum, { launchesPerStep }) => sum + launchesPerStep, 0),
      allocatedGpuBytes: costs.reduce((sum, { allocatedGpuBytes }) => sum + allocatedGpuBytes, 0),
    };
  }

  /** Begins new totals. */
  begin(): void {
    const order = Uint32Array.from({ length: SPEED_BATCHES * this.batchSize }, (_, beat) => beat);
    for (const { executor } of this.runs) executor.beginEpoch(order);
  }

  /**
   * One optimiser step of every member on the next batch. All is handed to the device before it returns; the promise
   * resolves when there is room for another step.
   */
  async step(): Promise<void> {
    const from = (this.steps % SPEED_BATCHES) * this.batchSize;
    this.steps += 1;
    const settings = {
      from,
      count: this.batchSize,
      learningRate: SPEED_LEARNING_RATE,
      weightDecay: 0,
      gradientClip: Number.POSITIVE_INFINITY,
    };
    await Promise.all(this.runs.map(({ executor }) => executor.step(settings)));
  }

  /** Waits for the device; the mean loss of the steps since `begin`, summed over the members. */
  async settle(): Promise<number> {
    const totals = await Promise.all(this.runs.map(({ executor }) => executor.totals()));
    return totals.reduce((sum, { loss, beats }) => sum + loss / beats, 0);
  }

  dispose(): void {
    for (const run of this.runs) run.dispose();
  }
}
