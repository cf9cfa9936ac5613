import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyDataset } from '../../../tests/fixtures/tiny-dataset';
import { createRandom, type Random } from '../../domain/random';
import type { LayerSpec, ModelSpec } from '../../fusion/model-spec';
import { buildPlans } from '../../fusion/registry';
import { NODE_KERNELS } from '../../headless/node-kernels';
import type { Executor, StepSettings } from '../executor';
import { OpsExecutor } from '../ops/ops-executor';
import { relativeError } from '../relative-error';
import { KernelExecutor } from './kernel-executor';
import { type KernelBinaries, Kernels } from './kernels';

const CLASS_WEIGHTS = [0.7, 1.2, 1.5, 0.6];
const TOLERANCE = 1e-4;
/** Of the numbers after one step, before rounding has grown: a constant of Adam that is off by a bit more is found. */
const STEP_TOLERANCE = 2e-5;
const STEP = { learningRate: 0.003, weightDecay: 0.05, gradientClip: Number.POSITIVE_INFINITY };

type Shapes = Readonly<Record<string, readonly number[]>>;

const withCores = (cores: number): KernelBinaries => ({ ...NODE_KERNELS, cores: () => cores });

async function trainSteps(executor: Executor, order: Uint32Array, batch: number, settings = STEP): Promise<void> {
  executor.beginEpoch(order);
  for (let from = 0; from < order.length; from += batch) {
    await executor.step({ ...settings, from, count: Math.min(batch, order.length - from) });
  }
}

function oneBranch(inputShape: readonly number[], layers: readonly LayerSpec[]): ModelSpec {
  return {
    version: 1,
    name: 'one branch',
    branches: [{ representation: 'x', inputShape, layers }],
    head: [{ kind: 'dense', units: 4 }],
    classes: 4,
  };
}

const between = (random: Random, from: number, to: number): number => from + random.integer(to - from + 1);

/** A branch of random layers over a random small shape. */
function randomBranch(random: Random): { shape: number[]; layers: LayerSpec[] } {
  const isImage = random.uniform() < 0.5;
  const space = isImage ? [between(random, 4, 11), between(random, 4, 11)] : [between(random, 4, 40)];
  const shape = [...space, between(random, 1, 5)];
  const layers: LayerSpec[] = random.uniform() < 0.3 ? [{ kind: 'scale', factor: 0.5 }] : [];
  const blocks = between(random, 1, 2);
  for (let block = 0; block < blocks; block++) {
    const bias = random.uniform() < 0.4;
    const filters = between(random, 1, 19);
    layers.push({ kind: isImage ? 'conv2d' : 'conv1d', filters, kernel: between(random, 1, isImage ? 4 : 8), bias });
    if (random.uniform() < 0.7) layers.push({ kind: 'batchNorm' });
    if (random.uniform() < 0.7) layers.push({ kind: 'relu' });
    if (random.uniform() < 0.7) layers.push({ kind: 'averagePool' });
  }
  layers.push(random.uniform() < 0.5 ? { kind: 'globalAveragePool' } : { kind: 'flatten' });
  if (random.uniform() < 0.4) layers.push({ kind: 'dropout', rate: 0.3 });
  if (random.uniform() < 0.4)
    layers.push({ kind: 'dense', units: between(random, 1, 13) }, { kind: 'batchNorm' }, { kind: 'relu' });
  return { shape, layers };
}

describe('kernels', () => {
  let kernels: Kernels;
  let alone: Kernels;

  beforeAll(async () => {
    await setBackend('cpu');
    kernels = await Kernels.load(withCores(2));
    alone = await Kernels.load(withCores(1));
  });

  afterAll(() => kernels.dispose());

  /** After one step the first moment is a tenth of the gradient: so the gradients of every weight are compared. */
  async function expectSameStep(spec: ModelSpec, shapes: Shapes, batch: number, more: Partial<StepSettings> = {}) {
    const dataset = tinyDataset(shapes, 2 * batch);
    const ours = new KernelExecutor({ spec, batchSize: batch, classWeights: CLASS_WEIGHTS, seed: 3 }, dataset, kernels);
    const ops = new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 3);
    const order = dataset.parts.train.toReversed();
    await trainSteps(ours, order, batch, { ...STEP, ...more });
    await trainSteps(ops, order, batch, { ...STEP, ...more });
    const what = `${JSON.stringify(spec.branches)} batch ${batch}`;
    const [found, expected] = [await ours.snapshot(), await ops.snapshot()];
    expect(relativeError(found.firstMoment, expected.firstMoment), what).toBeLessThan(STEP_TOLERANCE);
    expect(relativeError(found.secondMoment, expected.secondMoment), what).toBeLessThan(STEP_TOLERANCE);
    expect(relativeError(found.statistics, expected.statistics), what).toBeLessThan(STEP_TOLERANCE);
    const [sums, reference] = [await ours.totals(), await ops.totals()];
    expect(relativeError([sums.loss], [reference.loss]), what).toBeLessThan(TOLERANCE);
    expect(relativeError(sums.energies, reference.energies), what).toBeLessThan(TOLERANCE);
    expect(sums.hits, what).toBe(reference.hits);
    // Both go on from the same numbers, so that only the forward passes are compared.
    ours.restore(expected);
    const examples = dataset.parts.test;
    const error = relativeError(await ours.probabilities(examples), await ops.probabilities(examples));
    expect(error, what).toBeLessThan(TOLERANCE);
    ours.dispose();
    ops.dispose();
  }

  it('leave the gradients that the ops leave, for random layers over odd shapes', async () => {
    const random = createRandom(11);
    for (let round = 0; round < 40; round++) {
      const { shape, layers } = randomBranch(random);
      await expectSameStep(oneBranch(shape, layers), { x: shape }, between(random, 2, 21));
    }
  });

  it('leave them under dropout, clipping and a batch that is not full', async () => {
    const layers: LayerSpec[] = [
      { kind: 'conv1d', filters: 8, kernel: 7, bias: false },
      { kind: 'batchNorm' },
      { kind: 'relu' },
      { kind: 'averagePool' },
      { kind: 'flatten' },
      { kind: 'dropout', rate: 0.4 },
    ];
    await expectSameStep(oneBranch([23, 2], layers), { x: [23, 2] }, 13, { gradientClip: 0.05 });
    const dataset = tinyDataset({ x: [23, 2] }, 26);
    const request = { spec: oneBranch([23, 2], layers), batchSize: 13, classWeights: CLASS_WEIGHTS, seed: 3 };
    const ours = new KernelExecutor(request, dataset, kernels);
    const ops = new OpsExecutor(request.spec, dataset, CLASS_WEIGHTS, 3);
    for (const executor of [ours, ops]) await trainSteps(executor, dataset.parts.train, 5);
    expect(relativeError((await ours.snapshot()).parameters, (await ops.snapshot()).parameters)).toBeLessThan(1e-3);
    ours.dispose();
    ops.dispose();
  });

  const SHAPES = { time: [16, 1], frequency: [9], spectrogram: [8, 8, 1], rhythm: [5] };

  const LARGE_SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [11] };

  async function modelsOf(strategy: string, shapes: Shapes = SHAPES): Promise<readonly ModelSpec[]> {
    const settings = { classes: 4, dropout: 0.1, encoderDropout: 0.1, earlyBalance: 'equal' } as const;
    const [plan] = await buildPlans([strategy], Object.keys(shapes), shapes, settings);
    return plan?.members ?? [];
  }

  async function lossesOf(executor: Executor, order: Uint32Array, batch: number, epochs: number): Promise<number[]> {
    const losses: number[] = [];
    for (let epoch = 0; epoch < epochs; epoch++) {
      await trainSteps(executor, order, batch, { ...STEP, weightDecay: 1e-4 });
      losses.push((await executor.totals()).loss);
    }
    return losses;
  }

  // The members of late fusion are the models of the single branches.
  for (const strategy of ['early', 'intermediate', 'late']) {
    it(`give the losses of the ops over 50 steps of ${strategy}`, async () => {
      const dataset = tinyDataset(SHAPES, 160);
      for (const spec of await modelsOf(strategy)) {
        const ours = new KernelExecutor(
          { spec, batchSize: 16, classWeights: CLASS_WEIGHTS, seed: 5 },
          dataset,
          kernels,
        );
        const ops = new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 5);
        const { train } = dataset.parts;
        const [found, expected] = [await lossesOf(ours, train, 16, 10), await lossesOf(ops, train, 16, 10)];
        found.forEach((loss, epoch) => {
          expect(Math.abs(loss / (expected[epoch] as number) - 1)).toBeLessThan(TOLERANCE);
        });
        ours.dispose();
        ops.dispose();
      }
    });
  }

  // Whole runs in float32 part from each other (`tests/bench/rounding.ts`); what holds is each step, from the same numbers.
  for (const strategy of ['early', 'intermediate', 'late']) {
    it(`give the loss and the gradients of the ops at the first, the 25th and the 50th step of ${strategy} as the lab trains it`, async () => {
      const batch = 8;
      const dataset = tinyDataset(LARGE_SHAPES, 160);
      const { train } = dataset.parts;
      for (const spec of await modelsOf(strategy, LARGE_SHAPES)) {
        const request = { spec, batchSize: batch, classWeights: CLASS_WEIGHTS, seed: 5 };
        const ours = new KernelExecutor(request, dataset, kernels);
        const ops = new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 5);
        for (let step = 1; step <= 50; step++) {
          const isCompared = step === 1 || step % 25 === 0;
          if (isCompared) ops.restore(await ours.snapshot());
          const settings = { ...STEP, weightDecay: 1e-4, from: (step * batch) % train.length, count: batch };
          for (const executor of isCompared ? [ours, ops] : [ours]) {
            executor.beginEpoch(train);
            await executor.step(settings);
          }
          if (!isCompared) continue;
          const what = `${spec.name}, step ${step}`;
          const [found, expected] = [await ours.snapshot(), await ops.snapshot()];
          expect(relativeError([(await ours.totals()).loss], [(await ops.totals()).loss]), what).toBeLessThan(1e-5);
          expect(relativeError(found.firstMoment, expected.firstMoment), what).toBeLessThan(STEP_TOLERANCE);
          expect(relativeError(found.secondMoment, expected.secondMoment), what).toBeLessThan(STEP_TOLERANCE);
        }
        ours.dispose();
        ops.dispose();
      }
    });
  }

  it('give the same bits with one thread and with two, and other bits for another seed', async () => {
    const [spec] = (await modelsOf('intermediate')) as [ModelSpec];
    const dataset = tinyDataset(SHAPES, 160);
    const trained = async (on: Kernels, seed: number) => {
      const request = { spec, batchSize: 16, classWeights: CLASS_WEIGHTS, seed };
      const executor = new KernelExecutor(request, dataset, on);
      await trainSteps(executor, dataset.parts.train, 16);
      const state = await executor.snapshot();
      executor.dispose();
      return state;
    };
    expect(kernels.threadCount).toBe(2);
    expect(alone.threadCount).toBe(1);
    const first = await trained(kernels, 1);
    expect(await trained(kernels, 1)).toEqual(first);
    expect(await trained(alone, 1)).toEqual(first);
    expect((await trained(alone, 2)).parameters).not.toEqual(first.parameters);
  });

  it('go on from what the ops learned, and the ops from what they learned', async () => {
    const [spec] = (await modelsOf('early')) as [ModelSpec];
    const dataset = tinyDataset(SHAPES, 160);
    const { train, test } = dataset.parts;
    const ours = new KernelExecutor({ spec, batchSize: 16, classWeights: CLASS_WEIGHTS, seed: 5 }, dataset, alone);
    const ops = new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 5);
    await trainSteps(ours, train, 16);
    ops.restore(await ours.snapshot());
    for (const executor of [ours, ops]) await trainSteps(executor, train, 16);
    ours.restore(await ops.snapshot());
    expect((await ours.snapshot()).steps).toBe(10);
    expect(relativeError(await ours.probabilities(test), await ops.probabilities(test))).toBeLessThan(TOLERANCE);
    ours.dispose();
    ops.dispose();
  });

  it('share their memory: models in turn disturb no one, and what is disposed is used again', async () => {
    const dataset = tinyDataset(SHAPES, 160);
    const own = await Kernels.load(withCores(1));
    const executors = async (batchSize: number): Promise<KernelExecutor[]> =>
      (await modelsOf('late')).map(
        (spec) => new KernelExecutor({ spec, batchSize, classWeights: CLASS_WEIGHTS, seed: 5 }, dataset, own),
      );
    const losses = async (batchSize: number): Promise<number[]> => {
      const models = await executors(batchSize);
      for (const model of models) model.beginEpoch(dataset.parts.train);
      for (let from = 0; from < 80; from += 16) {
        // Predictions need a larger room than these steps, so that it moves under the programs.
        for (const model of models) await model.step({ ...STEP, from, count: 16 });
        for (const model of models) await model.probabilities(dataset.parts.test);
      }
      const found = await Promise.all(models.map(async (model) => (await model.totals()).loss));
      for (const model of models) model.dispose();
      return found;
    };
    const first = await losses(16);
    const bytes = own.memory.bytes;
    expect(await losses(16)).toEqual(first);
    expect(own.memory.bytes).toBe(bytes);
  });
});
