/** What the bench must know of the tfjs backend that ours and stock tfjs share. */

import { backend, getBackend, profile } from '@tensorflow/tfjs-core';
import { countDispatches } from './gpu-meter';

/** True where a step computes as it is called and no device works beside the program. */
export function runsWhileIssued(): boolean {
  return getBackend() === 'wasm' || getBackend() === 'cpu';
}

/** Dispatches on WebGPU; elsewhere kernels, as the library's own profiler counts them. */
export async function countLaunches(work: () => Promise<unknown>): Promise<number> {
  if (getBackend() === 'webgpu') return countDispatches(work);
  const { kernels } = await profile(async () => {
    await work();
    return [];
  });
  return kernels.length;
}

interface Pool {
  readonly freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
}

/**
 * Destroys the buffers that tfjs keeps for later: those that one contender left would seem free of charge to the next.
 * Only while the device is idle.
 */
export function drainPool(): void {
  if (getBackend() !== 'webgpu') return;
  const pool = (backend() as unknown as { readonly bufferManager: Pool }).bufferManager;
  for (const buffers of pool.freeBuffers.values()) {
    for (const buffer of buffers) {
      pool.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
    pool.numFreeBuffers -= buffers.length;
    buffers.length = 0;
  }
}
