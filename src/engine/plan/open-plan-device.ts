/** The plan on the device of tfjs's WebGPU backend, so that both use one device and its memory is counted in one place. */

import type { Dataset } from '../../domain/dataset';
import { DeviceLostError, OutOfMemoryError } from '../device-lost';
import type { Executor } from '../executor';
import { DeviceMemory } from './device-memory';
import { PipelineCache } from './device-program';
import { PlanExecutor, type PlanRequest } from './plan-executor';
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
  return {
    createExecutor: (request) =>
      reportingErrors(device, () => PlanExecutor.create(request, { memory, pipelines, resident })),
    dispose() {
      resident.dispose();
      memory.dispose();
    },
  };
}

/** What WebGPU tells only to those who ask: that memory ran out, or that a call was wrong. */
async function reportingErrors<Value>(device: GPUDevice, create: () => Promise<Value>): Promise<Value> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const created = await Promise.allSettled([create()]);
  const [memory, validation] = await popScopes(device);
  if (memory) throw new OutOfMemoryError(memory.message);
  const [outcome] = created;
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
