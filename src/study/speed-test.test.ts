import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../engine/backends';
import { openDataset } from '../engine/open-dataset';
import { speedDataset } from './speed-data';
import { SPEED_MODELS, speedModel } from './speed-models';
import { SPEED_BATCHES, SpeedRun } from './speed-run';
import { type SpeedRow, testSpeed } from './speed-test';

const WASM = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

describe('speed test', () => {
  beforeAll(async () => {
    await startEngine('wasm', { wasmPaths: WASM });
  });

  it('has a row for every model, and says each as soon as it is known', async () => {
    const told: SpeedRow[] = [];
    const rows = await testSpeed({ batch: 8, secondsPerModel: 0.01, onRow: (row) => told.push(row) });
    expect(told).toEqual(rows);
    expect(rows.map(({ model }) => model)).toEqual([...SPEED_MODELS]);
    // With the 224 running means and variances: 15,236.
    expect(rows[0]?.parameters).toBe(15_012);
    for (const { batch, executor, beatsPerSecond, msPerStep, launchesPerStep, bytes } of rows) {
      expect({ batch, executor, launchesPerStep, bytes }).toEqual({
        batch: 8,
        executor: 'ops',
        launchesPerStep: null,
        bytes: null,
      });
      expect(beatsPerSecond * msPerStep).toBeCloseTo(8000, 6);
    }
  });

  it('really trains: the loss falls, over other beats at each step', async () => {
    const opened = await openDataset(speedDataset(SPEED_BATCHES * 8));
    const run = await SpeedRun.create(opened, await speedModel('late'), 8);
    const losses: number[] = [];
    for (let step = 0; step < 40; step++) {
      run.begin();
      await run.step();
      losses.push(await run.settle());
    }
    run.dispose();
    expect(losses[1]).not.toBe(losses[0]);
    expect(losses.at(-1)).toBeLessThan(0.7 * (losses[0] as number));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const timing = testSpeed({ batch: 8, signal: stop.signal, onRow: () => stop.abort(new Error('enough')) });
    await expect(timing).rejects.toThrow('enough');
  });
});
