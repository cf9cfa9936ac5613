/** What WebGPU tells only to those who ask: that memory ran out, or that a call was wrong. */

import { DeviceLostError, OutOfMemoryError } from '../device-lost';

/**
 * What `act` resolves with. Rejects with `OutOfMemoryError` where the device had no room for a buffer, however the call ended that
 * was given an invalid one; what `act` made goes to `undo` then.
 */
export async function reportingErrors<Value>(
  device: GPUDevice,
  act: () => Promise<Value>,
  undo: (value: Value) => void = () => undefined,
): Promise<Value> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const [outcome] = await Promise.allSettled([act()]);
  const [memory, validation] = await popScopes(device);
  if (outcome.status === 'fulfilled' && (memory || validation)) undo(outcome.value);
  if (memory) throw new OutOfMemoryError(memory.message);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (validation) throw new Error(`The compiled model was refused by the device: ${validation.message}`);
  return outcome.value;
}

async function popScopes(device: GPUDevice): Promise<readonly (GPUError | null)[]> {
  try {
    return [await device.popErrorScope(), await device.popErrorScope()];
  } catch (thrown) {
    throw new DeviceLostError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
