/** A dataset made ready for training on the backend that runs, and the runs that share it. */

import { getBackend } from '@tensorflow/tfjs-core';
import type { Dataset } from '../domain/dataset';
import type { TrainingSettings } from '../domain/experiment';
import type { ModelSpec } from '../fusion/model-spec';
import { DeviceWatch } from './device-watch';
import type { Executor } from './executor';
import { OpsExecutor } from './ops/ops-executor';
import { CannotCompileError } from './plan/cannot-compile';
import { deviceOfBackend, planRefusal } from './plan/proven-devices';
import { type RunParts, TrainingRun } from './training-run';
import { KernelExecutor } from './wasm/kernel-executor';
import type { Kernels } from './wasm/kernels';
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
  const hasPlan = choice === 'auto' && getBackend() === 'webgpu';
  const refusal = hasPlan ? planRefusal(deviceOfBackend()) : null;
  const plan = hasPlan && refusal === null ? await openOnDevice(dataset) : null;
  const kernels = choice === 'auto' && getBackend() === 'wasm' ? provenKernels() : null;
  const createOps = ({ spec, classWeights, seed }: RunRequest, why: string | null): Chosen => ({
    executor: new OpsExecutor(spec, dataset, classWeights, seed),
    planRefusal: why,
  });
  const createKernels = ({ spec, settings: { batchSize }, classWeights, seed }: RunRequest, own: Kernels): Chosen => ({
    executor: new KernelExecutor({ spec, batchSize, classWeights, seed }, dataset, own),
    planRefusal: null,
  });
  const watch = DeviceWatch.ofBackend();
  return {
    createRun: (request) =>
      watch.wait(async () => {
        const chosen = plan
          ? await planOrOps(plan.createExecutor, createOps, request)
          : kernels
            ? createKernels(request, kernels)
            : createOps(request, refusal);
        const { spec, settings, seed } = request;
        return new TrainingRun({ ...chosen, spec, dataset, settings, executor: watch.over(chosen.executor), seed });
      }),
    dispose: () => plan?.dispose(),
  };
}

/** An executor, and why it is not the plan where the backend has one. */
type Chosen = Pick<RunParts, 'executor' | 'planRefusal'>;

async function planOrOps(
  createPlan: (request: RunRequest) => Promise<Executor>,
  createOps: (request: RunRequest, why: string) => Chosen,
  request: RunRequest,
): Promise<Chosen> {
  try {
    return { executor: await createPlan(request), planRefusal: null };
  } catch (thrown) {
    if (thrown instanceof CannotCompileError) return createOps(request, thrown.message);
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
