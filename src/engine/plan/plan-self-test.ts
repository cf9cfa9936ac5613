/** One step of a small model by the plan and by the ops on cpu: a device whose driver miscompiles a kernel is found before it trains. */

import { setBackend } from '@tensorflow/tfjs-core';
import { OpsExecutor } from '../ops/ops-executor';
import { BEATS, CLASS_WEIGHTS, randomDataset, SELF_TEST_SPEC, stepError } from '../self-test-model';
import { DeviceMemory } from './device-memory';
import { PipelineCache } from './device-program';
import { PlanExecutor } from './plan-executor';
import { ResidentDataset } from './resident-dataset';

/** Largest difference of gradients, weights and running statistics, relative to the largest of the cpu's. Leaves cpu set. */
export async function planError(device: GPUDevice): Promise<number> {
  await setBackend('cpu');
  const dataset = randomDataset();
  const memory = new DeviceMemory(device);
  const resident = new ResidentDataset(dataset, memory);
  const shared = { memory, resident, pipelines: PipelineCache.of(device) };
  const plan = await PlanExecutor.create(
    { spec: SELF_TEST_SPEC, batchSize: BEATS + 2, classWeights: CLASS_WEIGHTS, seed: 1 },
    shared,
  );
  const ops = new OpsExecutor(SELF_TEST_SPEC, dataset, CLASS_WEIGHTS, 1);
  try {
    return await stepError(plan, ops, dataset);
  } finally {
    plan.dispose();
    ops.dispose();
    resident.dispose();
    memory.dispose();
  }
}
