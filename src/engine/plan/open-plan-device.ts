/** The plan on the device of tfjs's WebGPU backend, so that both use one device and its memory is counted in one place. */

import type { Dataset } from '../../domain/dataset';
import type { Executor } from '../executor';
import { DeviceMemory } from './device-memory';
import { PipelineCache } from './device-program';
import { reportingErrors } from './error-scopes';
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
      const create = () => PlanExecutor.create(request, { memory, pipelines, resident });
      const attempt = () => reportingErrors(device, create, (executor) => executor.dispose());
      // One after another: error scopes and blocks of memory belong to whoever is being made.
      const made = latest.then(() => memory.attempt(() => resident.attempt(attempt)));
      latest = made.catch(() => undefined);
      return made;
    },
    dispose() {
      resident.dispose();
      memory.dispose();
    },
  };
}
