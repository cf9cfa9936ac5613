/** Devices on which the plan calculated what the ops do on cpu. On any other one it does not train. */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, setBackend } from '@tensorflow/tfjs-core';

/** As the ops' own self-test lets pass. */
const TOLERANCE = 1e-3;

const proven = new WeakSet<GPUDevice>();

export function isProven(device: GPUDevice): boolean {
  return proven.has(device);
}

/** Takes the device of the WebGPU backend for proven: one of the same adapter was. */
export function trustPlan(): void {
  proven.add(deviceOfBackend());
}

/** The device of tfjs's WebGPU backend, which must be set. */
export function deviceOfBackend(): GPUDevice {
  return (backend() as WebGPUBackend).device;
}

/**
 * Tests the plan on the device of the WebGPU backend, which is set before and after. Returns null where it is right, else a
 * sentence; models then run one operation at a time.
 */
export async function provePlan(): Promise<string | null> {
  const device = deviceOfBackend();
  try {
    const { planError } = await import('./plan-self-test');
    const error = await planError(device);
    if (!(error <= TOLERANCE)) return `The compiled program differs from the reference by ${error.toPrecision(2)}.`;
    proven.add(device);
    return null;
  } catch (thrown) {
    return `The compiled program did not run: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  } finally {
    await setBackend('webgpu');
  }
}
