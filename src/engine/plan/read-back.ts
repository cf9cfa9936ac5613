import { DeviceLostError } from '../device-lost';

/** What to read: the first `words` of a buffer. */
export interface Reading {
  readonly buffer: GPUBuffer;
  readonly words: number;
}

/** The contents of buffers once all work before is done, in one trip. */
export async function readBack(device: GPUDevice, readings: readonly Reading[]): Promise<Float32Array[]> {
  const size = 4 * readings.reduce((sum, { words }) => sum + words, 0);
  if (size === 0) return readings.map(() => new Float32Array(0));
  const staging = device.createBuffer({
    label: 'reading',
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  let at = 0;
  for (const { buffer, words } of readings) {
    if (words > 0) encoder.copyBufferToBuffer(buffer, 0, staging, 4 * at, 4 * words);
    at += words;
  }
  device.queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(GPUMapMode.READ);
  } catch (thrown) {
    throw new DeviceLostError(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const all = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  let from = 0;
  return readings.map(({ words }) => {
    from += words;
    return all.slice(from - words, from);
  });
}
