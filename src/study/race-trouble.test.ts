import { beforeAll, describe, expect, it } from 'vitest';
import { meddled, ofKind, timeless, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import { startEngine } from '../engine/backends';
import { DeviceLostError, OutOfMemoryError } from '../engine/device-lost';
import { nodePlatform } from '../headless/node-platform';
import { RaceControl } from './race-control';

const ENGINE = { backend: 'wasm', label: 'WASM', executor: 'ops', why: '', refusals: [], gradientErrors: [] } as const;

/** Throws before the steps with these numbers, counted over all runs. */
function at(
  steps: readonly number[],
  thrown: () => Error,
): { readonly fault: () => void; readonly taken: () => number } {
  let taken = 0;
  return {
    fault: () => {
      taken += 1;
      if (steps.includes(taken)) throw thrown();
    },
    taken: () => taken,
  };
}

beforeAll(async () => {
  await startEngine('wasm', nodePlatform());
});

describe('a lost device', () => {
  const spec = tinySpec(['time', 'early', 'late'], { epochs: 3, earlyStoppingPatience: 2, dropout: 0.3 });
  /** Three models, 7 steps an epoch. */
  const ROUND = 3 * 7;

  it('costs at most the epoch of one model, 20 times of 20, and the results are those of an unbroken race', async () => {
    const unbroken = timeless((await tinyRace(spec)).results);
    for (let trial = 0; trial < 20; trial++) {
      const step = 1 + ((trial * 11) % (3 * ROUND));
      const { fault, taken } = at([step], () => new DeviceLostError('unplugged'));
      const losses: number[] = [];
      const { results, events } = await tinyRace(spec, {
        open: meddled(fault),
        reopen: async (count) => {
          losses.push(count);
          return ENGINE;
        },
      });
      expect(losses).toEqual([1]);
      expect(timeless(results)).toEqual(unbroken);
      expect(taken() - 3 * ROUND).toBeLessThanOrEqual(7);
      expect(ofKind(events, 'notice')[0]?.sentence).toMatch(/device was lost \(unplugged\).*went on from/);
      expect(ofKind(events, 'epoch').length).toBe(9);
    }
  }, 120_000);

  it('is survived wherever it comes: in a step, in reading totals, in validation, in a checkpoint, in judging', async () => {
    const kinds = ['step', 'totals', 'probabilities', 'snapshot'] as const;
    const unbroken = timeless((await tinyRace(spec)).results);
    const whole = at([], () => new Error());
    await tinyRace(spec, { open: meddled(whole.fault, kinds) });
    for (let trial = 0; trial < 20; trial++) {
      const call = 1 + Math.floor((trial * (whole.taken() - 1)) / 19);
      const { fault } = at([call], () => new DeviceLostError('unplugged'));
      const losses: number[] = [];
      const { results } = await tinyRace(spec, {
        open: meddled(fault, kinds),
        reopen: async (count) => {
          losses.push(count);
          return ENGINE;
        },
      });
      expect({ call, losses }).toEqual({ call, losses: [1] });
      expect(timeless(results)).toEqual(unbroken);
    }
  }, 120_000);

  it('asks for another each time, and fails in a sentence where none is left; it never loops', async () => {
    const asked: number[] = [];
    const everyStep = meddled(() => {
      throw new DeviceLostError('gone');
    });
    const race = tinyRace(spec, {
      open: everyStep,
      reopen: async (losses) => {
        asked.push(losses);
        if (losses > 3) throw new Error('no backend is left');
        return ENGINE;
      },
    });
    await expect(race).rejects.toThrow('no backend is left');
    expect(asked).toEqual([1, 2, 3, 4]);

    const endless: number[] = [];
    const looping = tinyRace(spec, {
      open: everyStep,
      reopen: async (losses) => {
        endless.push(losses);
        return ENGINE;
      },
    });
    await expect(looping).rejects.toMatchObject({ problem: { code: 'device-lost' } });
    expect(endless).toEqual([1, 2, 3, 4, 5]);
    await expect(tinyRace(spec, { open: everyStep })).rejects.toThrow(
      /training device \(wasm\): expected one that stays/,
    );
  });

  it('is not a loss of what was changed by hand', async () => {
    const { fault } = at([10], () => new DeviceLostError());
    const control = new RaceControl();
    control.send({ kind: 'changeLearningRate', learningRate: 0.003 });
    const options = { control, open: meddled(fault), reopen: async () => ENGINE };
    const { events } = await tinyRace(tinySpec(['early'], { schedule: 'constant' }), options);
    expect(ofKind(events, 'progress').at(-1)?.learningRate).toBe(0.003);
    expect(ofKind(events, 'restored')[0]?.changes.length).toBe(1);
  });
});

describe('memory that ends', () => {
  it('halves the batch of that model and goes on from its last epoch', async () => {
    const spec = tinySpec(['time', 'rhythm'], { batchSize: 32 });
    const { results, events } = await tinyRace(spec, {
      open: meddled(({ spec: { name }, settings }) => {
        if (name === 'time' && settings.batchSize > 8) throw new OutOfMemoryError('no memory');
      }),
    });
    const sentences = ofKind(events, 'notice').map(({ sentence }) => sentence);
    expect(sentences).toEqual([
      'Memory ran out while time trained with batches of 32 beats: it goes on with 16.',
      'Memory ran out while time trained with batches of 16 beats: it goes on with 8.',
    ]);
    expect(results.map(({ curves }) => curves.trainLoss.length)).toEqual([4, 4]);
    const alone = await tinyRace(tinySpec(['rhythm'], { batchSize: 32 }));
    expect(timeless([results[1] as never])).toEqual(timeless(alone.results));
  });

  it('fails in a sentence where even the smallest batch finds no room', async () => {
    const open = meddled(() => {
      throw new OutOfMemoryError('no memory');
    });
    await expect(tinyRace(tinySpec(['time']), { open })).rejects.toThrow(
      /training of time: expected memory for batches of 8 beats, found no memory\./,
    );
  });
});

describe('a training that diverges', () => {
  it('is failed by name where it has no good epoch, and the others go on', async () => {
    const { results, events } = await tinyRace(tinySpec(['time', 'rhythm'], { schedule: 'constant' }), {
      open: poisoned('time', 3),
    });
    expect(results.map(({ strategy }) => strategy)).toEqual(['rhythm']);
    expect(ofKind(events, 'failed')[0]).toMatchObject({
      strategy: 'time',
      problem: {
        code: 'training-diverged',
        message:
          'epoch 1: training of time at learning rate 0.01: expected a loss that falls, found a loss that is not a finite number. Try learning rate 0.001.',
      },
    });
  });

  it('goes back to its last good epoch and stops there', async () => {
    const { results, events } = await tinyRace(tinySpec(['time', 'rhythm', 'late']), { open: poisoned('time', 17) });
    const [time, rhythm, late] = results;
    expect(time?.curves.trainLoss.length).toBe(2);
    expect(time?.endings[0]).toMatchObject({ reason: 'diverged', epochs: 2, judgedAfter: 2 });
    expect(time?.endings[0]?.sentence).toMatch(/Try learning rate 0\.001\. Judged with the weights of epoch 2\./);
    expect(time?.members[0]?.test.probabilities.every(Number.isFinite)).toBe(true);
    expect(rhythm?.curves.trainLoss.length).toBe(4);
    expect(late?.curves.trainLoss.length).toBe(4);
    expect(ofKind(events, 'ended').length).toBe(1);
    // What is judged is what a race over two epochs at the same rates would have come to there.
    const checkpoints: Float32Array[] = [];
    await tinyRace(tinySpec(['time', 'rhythm', 'late']), {
      onCheckpoint: ({ runners }) => checkpoints.push(runners[0]?.progress.validation?.probabilities as Float32Array),
    });
    expect(time?.members[0]?.validation.probabilities).toEqual(checkpoints[2]);
  });

  it('is found at a learning rate that is far too high, whatever the loss looks like', async () => {
    const race = tinyRace(tinySpec(['intermediate'], { learningRate: 1e30, schedule: 'constant', epochs: 6 }));
    await expect(race).rejects.toMatchObject({
      problem: { code: 'training-diverged', fix: 'Try learning rate 1e+29.' },
    });
  });
});

/** The weights of model `name` are NaN before its step number `step`. */
function poisoned(name: string, step: number): ReturnType<typeof meddled> {
  return meddled(async ({ spec }, executor, taken) => {
    if (spec.name !== name || taken !== step) return;
    const state = await executor.snapshot();
    executor.restore({ ...state, parameters: state.parameters.map(() => Number.NaN) });
  });
}
