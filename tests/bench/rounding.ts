/**
 * How far the losses of a model's first 50 steps are from those of one run in 64-bit numbers: runs of the ops in 64 bits, of the ops
 * on cpu and of the WASM kernels, from the same first weights and from some that are moved by half of a float32's last digit.
 * `npx tsx tests/bench/rounding.ts [batch] [model ...]`; models are strategies and representations.
 */

import { env, setBackend } from '@tensorflow/tfjs-core';
import { createRandom } from '../../src/domain/random';
import type { TrainedState } from '../../src/engine/executor';
import { buildPlans } from '../../src/fusion/registry';
import { inOwnProcess } from './own-process';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [11] };
const MODELS = ['time', 'frequency', 'spectrogram', 'rhythm', 'early', 'intermediate'];
const STEPS = 50;
const STEP = { learningRate: 0.003, weightDecay: 1e-4, gradientClip: Number.POSITIVE_INFINITY };
const CLASS_WEIGHTS = [0.7, 1.2, 1.5, 0.6].map(Math.fround);
/** Seeds of the starts that are compared; 0 is the start itself, the others are moved. */
const STARTS = [0, 1, 2, 3, 4];
/** Half of the last of a float32's 24 binary digits, relative. */
const HALF_DIGIT = 2 ** -24;

/** One run in a process of its own. */
interface Run {
  readonly model: string;
  readonly batch: number;
  readonly with: 'ops in 64 bits' | 'ops' | 'kernels';
  /** Moves the first weights where it is not 0. */
  readonly moved: number;
}

/** All of tfjs and of the engine in 64-bit numbers, if it is called before they are loaded. */
function inDoubles(): void {
  Object.assign(globalThis, { Float32Array: Float64Array });
  Object.assign(env().platform, { isTypedArray: ArrayBuffer.isView });
}

async function specOf(model: string) {
  const isStrategy = !(model in SHAPES);
  const settings = { classes: 4, dropout: 0.1, encoderDropout: 0.1, earlyBalance: 'equal' } as const;
  const [plan] = await buildPlans(
    [isStrategy ? model : 'late'],
    isStrategy ? Object.keys(SHAPES) : [model],
    SHAPES,
    settings,
  );
  const [spec] = plan?.members ?? [];
  if (!spec) throw new Error(`There is no model "${model}"; there are ${MODELS.join(', ')}.`);
  return spec;
}

/** Mean loss of each step. */
async function lossesOf(run: Run): Promise<number[]> {
  if (run.with === 'ops in 64 bits') inDoubles();
  await import('@tensorflow/tfjs-backend-cpu');
  await setBackend('cpu');
  const { OpsExecutor } = await import('../../src/engine/ops/ops-executor');
  const { KernelExecutor } = await import('../../src/engine/wasm/kernel-executor');
  const { Kernels } = await import('../../src/engine/wasm/kernels');
  const { NODE_KERNELS } = await import('../../src/headless/node-kernels');
  const { tinyDataset } = await import('../fixtures/tiny-dataset');
  const { batch, model, moved } = run;
  const spec = await specOf(model);
  const dataset = tinyDataset(SHAPES, 10 * batch);
  for (const values of Object.values(dataset.blocks[0]?.features ?? {})) values.set(values.map(Math.fround));
  const executor =
    run.with === 'kernels'
      ? new KernelExecutor(
          { spec, batchSize: batch, classWeights: CLASS_WEIGHTS, seed: 5 },
          dataset,
          await Kernels.load({ ...NODE_KERNELS, cores: () => 1 }),
        )
      : new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 5);
  executor.restore(withStart(await executor.snapshot(), moved));
  const losses: number[] = [];
  let before = 0;
  for (let step = 0; step < STEPS; step++) {
    const from = (step * batch) % dataset.parts.train.length;
    if (from === 0) {
      executor.beginEpoch(dataset.parts.train);
      before = 0;
    }
    await executor.step({ ...STEP, from, count: batch });
    const { loss } = await executor.totals();
    losses.push((loss - before) / batch);
    before = loss;
  }
  return losses;
}

/** All runs begin with the same weights, which are float32. */
function withStart(state: TrainedState, moved: number): TrainedState {
  const random = createRandom(moved);
  const move = (): number => (moved === 0 ? 0 : random.uniform() < 0.5 ? -HALF_DIGIT : HALF_DIGIT);
  return { ...state, parameters: state.parameters.map((value) => Math.fround(value) * (1 + move())) };
}

function distance(losses: readonly number[], reference: readonly number[]): string {
  return Math.max(...losses.map((loss, step) => Math.abs(loss / (reference[step] as number) - 1))).toExponential(1);
}

async function compare(model: string, batch: number): Promise<void> {
  const run = (how: Run['with'], moved = 0): Promise<number[]> =>
    inOwnProcess({ model, batch, with: how, moved } satisfies Run);
  const exact = await run('ops in 64 bits');
  console.log(model);
  for (const how of ['ops in 64 bits', 'ops', 'kernels'] as const) {
    const distances: string[] = [];
    for (const moved of STARTS) distances.push(distance(await run(how, moved), exact));
    console.log(`  ${how.padEnd(14)} ${distances.join('  ')}`);
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--run') {
  process.stdout.write(JSON.stringify(await lossesOf(JSON.parse(rest[0] as string) as Run)));
} else {
  const batch = Number(first ?? 16);
  console.log(`Batch ${batch}: largest relative distance of a loss from the 64-bit run over ${STEPS} steps`);
  for (const model of rest.length > 0 ? rest : MODELS) await compare(model, batch);
}
