/** A dataset made ready for training on the backend that runs, and the runs that share it. */

import { getBackend } from '@tensorflow/tfjs-core';
import type { Dataset } from '../domain/dataset';
import type { TrainingSettings } from '../domain/experiment';
import type { ModelSpec } from '../fusion/model-spec';
import { DeviceWatch } from './device-watch';
import type { Executor } from './executor';
import { OpsExecutor } from './ops/ops-executor';
import { CannotCompileError } from './plan/cannot-compile';
import { deviceOfBackend, isProven } from './plan/proven-devices';
import { TrainingRun } from './training-run';
import { KernelExecutor } from './wasm/kernel-executor';
import { provenKernels } from './wasm/proven-kernels';

export interface RunRequest {
  readonly spec: ModelSpec;
  readonly settings: TrainingSettings;
  /** By class; their mean over the training beats is 1. */
  readonly classWeights: readonly number[];
  readonly seed: number;
}

/** `auto`: the plan on WebGPU, where it can compile the model, and the kernels on WASM; else the ops. `ops`: the ops on every backend. */
export type ExecutorChoice = 'auto' | 'ops';

export interface OpenDataset {
  createRun(request: RunRequest): Promise<TrainingRun>;
  dispose(): void;
}

/** Nothing is uploaded before the first run asks for it. */
export async function openDataset(dataset: Dataset, choice: ExecutorChoice = 'auto'): Promise<OpenDataset> {
  const plan = choice === 'auto' && mayPlan() ? await openOnDevice(dataset) : null;
  const kernels = choice === 'auto' && getBackend() === 'wasm' ? provenKernels() : null;
  const createOps = ({ spec, classWeights, seed }: RunRequest): Executor =>
    new OpsExecutor(spec, dataset, classWeights, seed);
  const watch = DeviceWatch.ofBackend();
  return {
    createRun: (request) =>
      watch.wait(async () => {
        const { spec, settings, classWeights, seed } = request;
        const executor = plan
          ? await planOrOps(plan.createExecutor, createOps, request)
          : kernels
            ? new KernelExecutor({ spec, batchSize: settings.batchSize, classWeights, seed }, dataset, kernels)
            : createOps(request);
        return new TrainingRun({ spec, dataset, settings, executor: watch.over(executor), seed });
      }),
    dispose: () => plan?.dispose(),
  };
}

/** On WebGPU, and where the plan was found to calculate rightly when the engine started. */
function mayPlan(): boolean {
  return getBackend() === 'webgpu' && isProven(deviceOfBackend());
}

/** Who looks at the run's executor sees which it was; `TrainingRun.executor.kind`. */
async function planOrOps(
  createPlan: (request: RunRequest) => Promise<Executor>,
  createOps: (request: RunRequest) => Executor,
  request: RunRequest,
): Promise<Executor> {
  try {
    return await createPlan(request);
  } catch (thrown) {
    if (thrown instanceof CannotCompileError) return createOps(request);
    throw thrown;
  }
}

async function openOnDevice(dataset: Dataset): Promise<{
  readonly createExecutor: (request: RunRequest) => Promise<Executor>;
  readonly dispose: () => void;
}> {
  const { openPlanDevice } = await import('./plan/open-plan-device');
  const { createExecutor, dispose } = openPlanDevice(dataset);
  return {
    createExecutor: ({ spec, settings: { batchSize }, classWeights, seed }) =>
      createExecutor({ spec, batchSize, classWeights, seed }),
    dispose,
  };
}
