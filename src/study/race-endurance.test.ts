import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { meddled, ofKind, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import { startEngine } from '../engine/backends';
import { DeviceLostError, OutOfMemoryError } from '../engine/device-lost';
import { nodePlatform } from '../headless/node-platform';
import { RaceControl } from './race-control';

beforeAll(async () => {
  await startEngine('wasm', nodePlatform());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('leaves tensors and bytes as they were, through 50 trainings of every kind of end', async () => {
  const spec = tinySpec(['early', 'intermediate', 'late'], { epochs: 2, earlyStoppingPatience: 1 });
  const engine = {
    backend: 'wasm',
    label: 'WASM',
    executor: 'ops',
    why: '',
    refusals: [],
    gradientErrors: [],
  } as const;
  const trainings: (() => Promise<unknown>)[] = [
    () => tinyRace(spec),
    () => tinyRace(spec, { signal: AbortSignal.timeout(20) }).catch(() => undefined),
    () => {
      const control = new RaceControl();
      return tinyRace(spec, { control, onEvent: ({ kind }) => kind === 'epoch' && control.send({ kind: 'stop' }) });
    },
    () => {
      let left = 1;
      const lose = (): void => {
        if (left-- > 0) throw new DeviceLostError();
      };
      return tinyRace(spec, { open: meddled(lose), reopen: async () => engine });
    },
    () =>
      tinyRace(spec, {
        open: meddled(({ settings }) => {
          if (settings.batchSize > 8) throw new OutOfMemoryError();
        }),
      }),
  ];
  await tinyRace(spec);
  const before = { ...memory() };
  for (let training = 0; training < 50; training++) {
    await trainings[training % trainings.length]?.();
    const { numTensors, numBytes, numDataBuffers } = memory();
    expect({ training, numTensors, numBytes, numDataBuffers }).toEqual({
      training,
      numTensors: before.numTensors,
      numBytes: before.numBytes,
      numDataBuffers: before.numDataBuffers,
    });
  }
}, 180_000);

it('trains in a hidden tab: no animation frame comes and timers fire once a second', async () => {
  const spec = tinySpec(['intermediate'], { epochs: 8 });
  const timed = async (): Promise<number> => {
    const started = performance.now();
    const { events } = await tinyRace(spec);
    expect(ofKind(events, 'epoch').length).toBe(8);
    return performance.now() - started;
  };
  await timed();
  const visible = await timed();
  const slow = setTimeout;
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('setTimeout', (act: () => void, milliseconds = 0) => slow(act, Math.max(1000, milliseconds)));
  expect(await timed()).toBeLessThan(3 * visible + 500);
});
