/** Real WebGPU devices that are lost in the middle of a race. */

import { backend, memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { NO_ADAPTER } from '../../tests/fixtures/gpu-device';
import { ofKind, type RaceOutcome, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import type { BackendName } from '../engine/backend-chain';
import { startEngine } from '../engine/backends';
import { reopenEngine } from '../engine/reopen-engine';
import { nodePlatform } from '../headless/node-platform';

const PLATFORM = nodePlatform();
/** Dense models: a software adapter takes seconds to compile each kernel of a convolution. */
const SPEC = tinySpec(['rhythm', 'frequency'], { epochs: 3 });
const isThere = await startEngine('webgpu', PLATFORM).then(
  () => true,
  () => false,
);
if (!isThere) console.warn(NO_ADAPTER);

const destroyDevice = (): void => (backend() as unknown as { device: GPUDevice }).device.destroy();
const lossesOf = ({ results }: RaceOutcome): number[] => results.flatMap(({ curves }) => curves.validationLoss);

/** A race whose device is destroyed in each of these epochs of one model; seconds to another engine, and to the next step. */
async function raceWithLosses(epochs: readonly number[]) {
  let name: BackendName = 'webgpu';
  const waiting = [...epochs];
  const reopened: number[] = [];
  const resumed: number[] = [];
  let lostAt = 0;
  const since = (): number => (performance.now() - lostAt) / 1000;
  const outcome = await tinyRace(SPEC, {
    backend: name,
    reopen: async (losses) => {
      const engine = await reopenEngine(name, losses, PLATFORM);
      name = engine.backend;
      reopened.push(since());
      return engine;
    },
    onEvent: (event) => {
      if (event.kind !== 'progress') return;
      if (lostAt > 0) resumed.push(since());
      lostAt = 0;
      if (event.training !== 'frequency' || event.epoch !== waiting[0] || event.epochFraction < 0.3) return;
      waiting.shift();
      lostAt = performance.now();
      destroyDevice();
    },
  });
  return { ...outcome, reopened, resumed };
}

describe.skipIf(!isThere)('a race on a WebGPU device', () => {
  it('leaves its memory as it was', async () => {
    await tinyRace(SPEC, { backend: 'webgpu' });
    const before = { ...memory() };
    for (let training = 0; training < 5; training++) await tinyRace(SPEC, { backend: 'webgpu' });
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
  });

  it('goes on on a new device when it is lost, and on the next backend when that is lost too', async () => {
    const unbroken = lossesOf(await tinyRace(SPEC, { backend: 'webgpu' }));
    const broken = await raceWithLosses([2, 3]);
    expect(ofKind(broken.events, 'engine').map(({ engine }) => engine.backend)).toEqual(['webgpu', 'wasm']);
    expect(lossesOf(broken).length).toBe(unbroken.length);
    for (const [index, loss] of lossesOf(broken).entries())
      expect(Math.abs(loss - (unbroken[index] as number))).toBeLessThan(1e-3);
    const list = (seconds: readonly number[]): string => seconds.map((each) => each.toFixed(2)).join(', ');
    console.log(
      `after a loss: another engine after ${list(broken.reopened)} s, a step after ${list(broken.resumed)} s`,
    );
    // How long the models take to compile is the adapter's affair; a software one needs many seconds.
    expect(Math.max(...broken.reopened)).toBeLessThan(5);
  });
});
