/**
 * How far apart the losses of the executors are over the first 50 steps of every model that the lab trains on its built-in
 * cohort: its settings, the same seed and batches. `npx tsx tests/bench/first-steps.ts [--seed 1] [executor ...]`, of `ops-cpu`,
 * `ops-wasm`, `kernels` and `plan` (on a GPU, or in the environment of `npm run gpu`); the others are compared with the first.
 */

import { parseArgs } from 'node:util';
import type { Dataset } from '../../src/domain/dataset';
import { startEngine } from '../../src/engine/backends';
import type { Executor } from '../../src/engine/executor';
import { OpsExecutor } from '../../src/engine/ops/ops-executor';
import { openPlanDevice } from '../../src/engine/plan/open-plan-device';
import { KernelExecutor } from '../../src/engine/wasm/kernel-executor';
import { provenKernels } from '../../src/engine/wasm/proven-kernels';
import type { ModelSpec } from '../../src/fusion/model-spec';
import { nodePlatform } from '../../src/headless/node-platform';
import { cohortExperiment, firstLosses, largestDistance } from '../fixtures/first-steps';
import { inOwnProcess } from './own-process';

const STEPS = 50;
const BACKENDS = { 'ops-cpu': 'cpu', 'ops-wasm': 'wasm', kernels: 'wasm', plan: 'webgpu' } as const;
type ExecutorId = keyof typeof BACKENDS;

/** Each in a process of its own: tfjs has one backend at a time. */
interface Run {
  readonly id: ExecutorId;
  readonly seed: number;
}

/** `[model][step]` mean loss of a batch. */
async function lossesOf({ id, seed }: Run): Promise<Record<string, number[]>> {
  const experiment = await cohortExperiment(seed);
  const { dataset, spec, models, classWeights } = experiment;
  await startEngine(BACKENDS[id], nodePlatform());
  const { batchSize } = spec.training;
  const losses: Record<string, number[]> = {};
  const device = id === 'plan' ? openPlanDevice(dataset) : null;
  for (const model of models) {
    const request = { spec: model, batchSize, classWeights, seed };
    const executor = device ? await device.createExecutor(request) : executorOf(id, model, dataset, request);
    losses[model.name] = await firstLosses(executor, experiment, STEPS);
    executor.dispose();
  }
  return losses;
}

function executorOf(
  id: ExecutorId,
  spec: ModelSpec,
  dataset: Dataset,
  request: ConstructorParameters<typeof KernelExecutor>[0],
): Executor {
  if (id !== 'kernels') return new OpsExecutor(spec, dataset, request.classWeights, request.seed);
  const kernels = provenKernels();
  if (!kernels) throw new Error('The kernels did not pass their self-test here.');
  return new KernelExecutor(request, dataset, kernels);
}

/** One line a model: the largest relative distance. */
function compare(found: Record<string, number[]>, expected: Record<string, number[]>): void {
  for (const [model, losses] of Object.entries(found)) {
    const reference = expected[model] as number[];
    const [first, last] = [losses[0], losses.at(-1)].map((loss) => loss?.toFixed(3));
    console.log(
      `  ${model.padEnd(14)} ${largestDistance(losses, reference).toExponential(1)}  (loss ${first} to ${last})`,
    );
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { run: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
if (values.run) {
  process.stdout.write(JSON.stringify(await lossesOf(JSON.parse(values.run) as Run)));
  process.exit(0);
}
const [first = 'ops-cpu', ...others] = positionals;
const run = (id: string): Promise<Record<string, number[]>> =>
  inOwnProcess({ id: id as ExecutorId, seed: Number(values.seed) } satisfies Run);
const reference = await run(first);
for (const id of others.length > 0 ? others : ['ops-wasm', 'kernels']) {
  console.log(`${id} against ${first}, seed ${values.seed}: largest relative distance of a loss over ${STEPS} steps`);
  compare(await run(id), reference);
}
