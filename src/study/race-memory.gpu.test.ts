/** What races leave of a real WebGPU device's memory, and what happens where it has too little. */

import { backend, memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_ADAPTER } from '../../tests/fixtures/gpu-device';
import { tinyDataset } from '../../tests/fixtures/tiny-dataset';
import { ofKind, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import type { ExperimentSpec } from '../domain/experiment';
import type { TrainingEvent } from '../domain/training';
import { startEngine } from '../engine/backends';
import { nodePlatform } from '../headless/node-platform';
import { runRace } from './race';

const PLATFORM = nodePlatform();
const isThere = await startEngine('webgpu', PLATFORM).then(
  () => true,
  () => false,
);
if (!isThere) console.warn(NO_ADAPTER);

const deviceOfEngine = (): GPUDevice => (backend() as unknown as { device: GPUDevice }).device;

/** Dawn says in an error scope, and nowhere else, that the driver had no memory for a buffer. */
async function isRefused(size: number): Promise<boolean> {
  const device = deviceOfEngine();
  device.pushErrorScope('out-of-memory');
  device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }).destroy();
  return (await device.popErrorScope()) !== null;
}

async function raceOn(shapes: Parameters<typeof tinyDataset>[0], spec: ExperimentSpec) {
  const events: TrainingEvent[] = [];
  const onEvent = (event: TrainingEvent): void => void events.push(event);
  return { events, results: await runRace(tinyDataset(shapes, 60), spec, { backend: 'webgpu', seed: 1, onEvent }) };
}

describe.skipIf(!isThere)('memory of a WebGPU device', () => {
  let bytes = 0;
  let made = 0;
  const { createBuffer } = isThere ? GPUDevice.prototype : { createBuffer: null };
  const { destroy } = isThere ? GPUBuffer.prototype : { destroy: null };

  beforeAll(() => {
    if (!createBuffer || !destroy) return;
    const held = new WeakMap<GPUBuffer, number>();
    GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      held.set(buffer, descriptor.size);
      bytes += descriptor.size;
      made += 1;
      return buffer;
    };
    GPUBuffer.prototype.destroy = function (this: GPUBuffer) {
      bytes -= held.get(this) ?? 0;
      held.delete(this);
      return destroy.call(this);
    };
  });

  afterAll(() => {
    if (createBuffer) GPUDevice.prototype.createBuffer = createBuffer;
    if (destroy) GPUBuffer.prototype.destroy = destroy;
  });

  it('is after 50 trainings what it was after the first', async () => {
    const spec = tinySpec(['rhythm'], { epochs: 1, batchSize: 64 });
    await tinyRace(spec, { backend: 'webgpu' });
    const before = { tensors: memory().numTensors, ofTensors: memory().numBytes, bytes };
    const madeByOne = made;
    expect(madeByOne).toBeGreaterThan(10);
    for (let training = 0; training < 50; training++) await tinyRace(spec, { backend: 'webgpu' });
    expect({ tensors: memory().numTensors, ofTensors: memory().numBytes, bytes }).toEqual(before);
  });

  it('is asked for half where a batch needs a buffer that the device does not give, and the race says so', async () => {
    // A device with the limits that every WebGPU device has: 128 MiB for a buffer. A beat takes 8 KiB of the first layer's.
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = function (this: GPUAdapter) {
      return requestDevice.call(this);
    };
    await startEngine('webgpu', PLATFORM, { fresh: true });
    GPUAdapter.prototype.requestDevice = requestDevice;
    const { maxStorageBufferBindingSize } = deviceOfEngine().limits;
    const batchSize = maxStorageBufferBindingSize / (256 * 8 * 4) + 2;
    const { events, results } = await raceOn({ time: [256, 1] }, tinySpec(['time'], { epochs: 1, batchSize }));
    expect(ofKind(events, 'notice').map(({ sentence }) => sentence)).toEqual([
      `Memory ran out while time trained with batches of ${batchSize} beats: it goes on with ${batchSize / 2}.`,
    ]);
    expect(results[0]?.curves.trainLoss.length).toBe(1);
  });

  // A software adapter needs minutes for a batch that fills such a buffer by itself: so one buffer is asked for as large.
  for (const [when, label] of [
    ['in a step', /^block/],
    ['in validation', /^probabilities/],
  ] as const) {
    it(`ends ${when} with a buffer that the device allows and has no room for: the batch is halved, and the race says so`, async () => {
      await startEngine('webgpu', PLATFORM, { fresh: true });
      const { maxBufferSize } = deviceOfEngine().limits;
      if (!(await isRefused(maxBufferSize))) {
        console.warn(
          `skipped: this device has room for a buffer of ${maxBufferSize} bytes, the largest that it allows`,
        );
        return;
      }
      const create = GPUDevice.prototype.createBuffer;
      let refusals = 0;
      GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
        if (refusals > 0 || !label.test(descriptor.label ?? '')) return create.call(this, descriptor);
        refusals += 1;
        return create.call(this, { ...descriptor, size: maxBufferSize });
      };
      const { events, results } = await raceOn({ rhythm: [8] }, tinySpec(['rhythm'], { epochs: 2, batchSize: 16 }));
      GPUDevice.prototype.createBuffer = create;
      expect(refusals).toBe(1);
      expect(ofKind(events, 'notice').map(({ sentence }) => sentence)).toEqual([
        'Memory ran out while rhythm trained with batches of 16 beats: it goes on with 8.',
      ]);
      expect(results[0]?.curves.trainLoss.length).toBe(2);
    });
  }
});
