/** Devices on which the plan calculated what the ops do on cpu. On any other one it does not train. */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, setBackend } from '@tensorflow/tfjs-core';

/** As the ops' own self-test lets pass. */
const TOLERANCE = 1e-3;

/** By device: null where the plan may train on it, else why not. */
const verdicts = new WeakMap<GPUDevice, string | null>();

/** A sentence that says why the plan does not train on this device; null where it may. */
export function planRefusal(device: GPUDevice): string | null {
  const verdict = verdicts.get(device);
  return verdict === undefined ? 'The compiled program was not tested on this device.' : verdict;
}

/** What was found of the WebGPU backend's device, or before it of another device of the same adapter. */
export function settlePlan(refusal: string | null): void {
  verdicts.set(deviceOfBackend(), refusal);
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
    return null;
  } catch (thrown) {
    return `The compiled program did not run: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  } finally {
    await setBackend('webgpu');
  }
}
