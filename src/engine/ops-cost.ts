/** What a step costs where tfjs runs it one operation at a time. */

import { getBackend, profile } from '@tensorflow/tfjs-core';

export interface OpsCost {
  /** tfjs kernels of one step. */
  readonly kernels: number;
  /** Of all tensors together, when they were most. */
  readonly peakBytes: number;
}

/** Takes the step and counts; null on a GPU, where tfjs would read back what every kernel has made. */
export async function profileOps(step: () => Promise<void>): Promise<OpsCost | null> {
  if (!['wasm', 'cpu'].includes(getBackend())) return step().then(() => null);
  const { kernels, peakBytes } = await profile(step);
  return { kernels: kernels.length, peakBytes };
}
