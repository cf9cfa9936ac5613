import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../domain/dataset';
import { startEngine } from '../engine/backends';
import { type OpenDataset, openDataset } from '../engine/open-dataset';
import { speedDataset } from './speed-data';
import { SPEED_MODELS, speedModel } from './speed-models';
import { SPEED_BATCHES, SpeedRun } from './speed-run';
import { type SpeedEvent, testSpeed } from './speed-test';

const WASM = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

describe('speed test', () => {
  beforeAll(async () => {
    await startEngine('wasm', { wasmPaths: WASM });
  });

  it('has a row for every model, says each as soon as it is known, and what it is doing', async () => {
    const events: SpeedEvent[] = [];
    const rows = await testSpeed({ batch: 8, secondsPerModel: 0.01, onEvent: (event) => events.push(event) });
    expect(events.flatMap((event) => (event.kind === 'row' ? [event.row] : []))).toEqual(rows);
    expect(events.flatMap((event) => (event.kind === 'phase' ? [event.phase] : []))).toEqual(
      SPEED_MODELS.flatMap(() => ['waiting', 'compiling', 'timing']),
    );
    expect(rows.map(({ model }) => model)).toEqual([...SPEED_MODELS]);
    // With the 224 running means and variances: 15,236.
    expect(rows[0]?.parameters).toBe(15_012);
    for (const { batch, executor, beatsPerSecond, msPerStep, launchesPerStep, bytes } of rows) {
      expect({ batch, executor }).toEqual({ batch: 8, executor: 'ops' });
      expect(beatsPerSecond * msPerStep).toBeCloseTo(8000, 6);
      expect(launchesPerStep).toBeGreaterThan(50);
      // At least weights, two moments, and the gradient of the smallest model.
      expect(bytes).toBeGreaterThan(4 * 4 * 10_000);
    }
  });

  it('leaves out a model that takes too long, says at what, and goes on with the next', async () => {
    const events: SpeedEvent[] = [];
    let release: () => void = () => undefined;
    const leftOut = new Promise<void>((resolve) => {
      release = resolve;
    });
    const open = async (dataset: Dataset): Promise<OpenDataset> => {
      const opened = await openDataset(dataset);
      let calls = 0;
      return {
        ...opened,
        createRun: async (request) => {
          calls += 1;
          if (calls === 1) await leftOut;
          return opened.createRun(request);
        },
      };
    };
    const rows = await testSpeed({
      ...{ batch: 8, secondsPerModel: 0.01, mostSecondsPerModel: 5, open },
      onEvent: (event) => {
        events.push(event);
        if (event.kind === 'left-out') release();
      },
    });
    expect(events.filter(({ kind }) => kind === 'left-out')).toEqual([
      { kind: 'left-out', model: 'reference', reason: 'it was not compiled within 5 s' },
    ]);
    expect(rows.map(({ model }) => model)).toEqual(['early', 'intermediate', 'late']);
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
    const timing = testSpeed({ batch: 8, signal: stop.signal, onEvent: () => stop.abort(new Error('enough')) });
    await expect(timing).rejects.toThrow('enough');
  });
});
