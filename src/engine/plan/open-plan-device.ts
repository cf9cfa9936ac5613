/** The plan on the device of tfjs's WebGPU backend, so that both use one device and its memory is counted in one place. */

import type { Dataset } from '../../domain/dataset';
import { DeviceLostError, OutOfMemoryError } from '../device-lost';
import type { Executor } from '../executor';
import { DeviceMemory } from './device-memory';
import { PipelineCache } from './device-program';
import type { PlanRequest } from './model-buffers';
import { PlanExecutor } from './plan-executor';
import { deviceOfBackend } from './proven-devices';
import { ResidentDataset } from './resident-dataset';

export interface PlanDataset {
  /** Uploads what the model needs and compiles it. Throws `CannotCompileError`, `OutOfMemoryError`, `DeviceLostError`. */
  createExecutor(request: PlanRequest): Promise<Executor>;
  dispose(): void;
}

export function openPlanDevice(dataset: Dataset): PlanDataset {
  const device = deviceOfBackend();
  const memory = new DeviceMemory(device);
  const resident = new ResidentDataset(dataset, memory);
  const pipelines = PipelineCache.of(device);
  let latest: Promise<unknown> = Promise.resolve();
  return {
    createExecutor(request) {
      const create = () => reportingErrors(device, () => PlanExecutor.create(request, { memory, pipelines, resident }));
      // One after another: error scopes and blocks of memory belong to whoever is being made.
      const made = latest.then(() => memory.attempt(create));
      latest = made.catch(() => undefined);
      return made;
    },
    dispose() {
      resident.dispose();
      memory.dispose();
    },
  };
}

/** What WebGPU tells only to those who ask: that memory ran out, or that a call was wrong. */
async function reportingErrors(device: GPUDevice, create: () => Promise<Executor>): Promise<Executor> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const created = await Promise.allSettled([create()]);
  const [memory, validation] = await popScopes(device);
  const [outcome] = created;
  if (outcome.status === 'fulfilled' && (memory || validation)) outcome.value.dispose();
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
