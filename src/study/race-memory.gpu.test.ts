/** What races leave of a real WebGPU device's memory, and what happens where it has too little. */

import { backend, memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_ADAPTER } from '../../tests/fixtures/gpu-device';
import { tinyDataset } from '../../tests/fixtures/tiny-dataset';
import { ofKind, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
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
    const events: TrainingEvent[] = [];
    const spec = tinySpec(['time'], { epochs: 1, batchSize });
    const results = await runRace(tinyDataset({ time: [256, 1] }, 60), spec, {
      backend: 'webgpu',
      seed: 1,
      onEvent: (event) => events.push(event),
    });
    expect(ofKind(events, 'notice').map(({ sentence }) => sentence)).toEqual([
      `Memory ran out while time trained with batches of ${batchSize} beats: it goes on with ${batchSize / 2}.`,
    ]);
    expect(results[0]?.curves.trainLoss.length).toBe(1);
  });
});
