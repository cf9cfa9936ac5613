import { describe, expect, it } from 'vitest';
import { NO_ADAPTER, openGpuDevice } from '../../../tests/fixtures/gpu-device';
import { OutOfMemoryError } from '../device-lost';
import { DeviceMemory } from './device-memory';

const device = await openGpuDevice();

describe.skipIf(!device)(`memory of a device${device ? '' : ` (skipped: ${NO_ADAPTER})`}`, () => {
  it('counts what it holds, and says what no buffer can hold', () => {
    const memory = new DeviceMemory(device as GPUDevice);
    const buffer = memory.create('a few', 100);
    expect(memory.bytes).toBe(400);
    expect(() => memory.create('too many', memory.largest / 4 + 1)).toThrow(OutOfMemoryError);
    expect(memory.bytes).toBe(400);
    memory.give(buffer);
    expect(memory.bytes).toBe(0);
  });

  it('gives back the blocks of an attempt that failed, and no others', async () => {
    const memory = new DeviceMemory(device as GPUDevice);
    const kept = memory.block(100, 0);
    const attempt = memory.attempt(async () => {
      expect(memory.block(100, 0)).toBe(kept);
      memory.block(1000, 0);
      memory.block(memory.largest, 0);
    });
    await expect(attempt).rejects.toBeInstanceOf(OutOfMemoryError);
    expect(memory.block(100, 0)).toBe(kept);
    expect(memory.bytes).toBe(512);
    memory.dispose();
    expect(memory.bytes).toBe(0);
  });
});
