import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_ADAPTER, openGpuDevice } from '../../../tests/fixtures/gpu-device';
import { tinyDataset } from '../../../tests/fixtures/tiny-dataset';
import { createRandom, type Random } from '../../domain/random';
import type { LayerSpec, ModelSpec } from '../../fusion/model-spec';
import { buildPlans } from '../../fusion/registry';
import type { StepSettings } from '../executor';
import { OpsExecutor } from '../ops/ops-executor';
import { relativeError } from '../relative-error';
import { CannotCompileError } from './cannot-compile';
import { DeviceMemory } from './device-memory';
import { PipelineCache } from './device-program';
import { PlanExecutor } from './plan-executor';
import { planError } from './plan-self-test';
import { ResidentDataset } from './resident-dataset';

const device = await openGpuDevice();
const pipelines = PipelineCache.of(device as GPUDevice);
const CLASS_WEIGHTS = [0.7, 1.2, 1.5, 0.6];
const TOLERANCE = 1e-4;
const STEP = { learningRate: 0.003, weightDecay: 0.05, gradientClip: Number.POSITIVE_INFINITY };

type Shapes = Readonly<Record<string, readonly number[]>>;

interface Pair {
  readonly plan: PlanExecutor;
  readonly ops: OpsExecutor;
  readonly order: Uint32Array;
  dispose(): number;
}

async function pairOf(spec: ModelSpec, shapes: Shapes, batchSize: number, beats: number): Promise<Pair> {
  const dataset = tinyDataset(shapes, beats);
  const memory = new DeviceMemory(device as GPUDevice);
  const resident = new ResidentDataset(dataset, memory);
  const shared = { memory, pipelines, resident };
  const plan = await PlanExecutor.create({ spec, batchSize, classWeights: CLASS_WEIGHTS, seed: 3 }, shared);
  const ops = new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 3);
  const order = dataset.parts.train.toReversed();
  plan.beginEpoch(order);
  ops.beginEpoch(order);
  return {
    plan,
    ops,
    order,
    dispose() {
      plan.dispose();
      ops.dispose();
      resident.dispose();
      memory.dispose();
      return memory.bytes;
    },
  };
}

/** After one step the first moment is a tenth of the gradient: so the gradients of every weight are compared. */
async function expectSameStep(
  spec: ModelSpec,
  shapes: Shapes,
  batchSize: number,
  beats: number,
  more: Partial<StepSettings> = {},
): Promise<void> {
  const pair = await pairOf(spec, shapes, batchSize, beats);
  const { plan, ops, order } = pair;
  for (let from = 0; from < order.length; from += batchSize) {
    const settings = { ...STEP, from, count: Math.min(batchSize, order.length - from), ...more };
    await plan.step(settings);
    await ops.step(settings);
    if (from > 0) continue;
    // Later a tie between two classes may be broken by the last bit.
    expect((await plan.totals()).hits).toBe((await ops.totals()).hits);
    const [found, expected] = [await plan.snapshot(), await ops.snapshot()];
    const what = `${JSON.stringify(spec.branches)} batch ${batchSize}`;
    expect(relativeError(found.firstMoment, expected.firstMoment), what).toBeLessThan(TOLERANCE);
    expect(relativeError(found.statistics, expected.statistics), what).toBeLessThan(TOLERANCE);
  }
  const [found, expected] = [await plan.totals(), await ops.totals()];
  expect(relativeError([found.loss], [expected.loss])).toBeLessThan(TOLERANCE);
  expect(relativeError(found.energies, expected.energies)).toBeLessThan(TOLERANCE);
  expect(pair.dispose()).toBe(0);
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

/** Layers under test, over shapes that fit no tile: odd lengths, one channel, a batch of 1, a last batch that is not full. */
const KINDS: Readonly<Record<string, (random: Random) => { shape: number[]; layers: LayerSpec[] }>> = {
  'conv1d and its filter, bias and input gradients': (random) => ({
    shape: [between(random, 3, 41), between(random, 1, 5)],
    layers: [
      { kind: 'conv1d', filters: between(random, 1, 11), kernel: between(random, 1, 8), bias: true },
      { kind: 'relu' },
      { kind: 'conv1d', filters: between(random, 1, 9), kernel: between(random, 1, 7), bias: false },
      { kind: 'globalAveragePool' },
    ],
  }),
  'conv2d and its filter and input gradients': (random) => ({
    shape: [between(random, 2, 13), between(random, 2, 13), between(random, 1, 3)],
    layers: [
      { kind: 'conv2d', filters: between(random, 1, 9), kernel: between(random, 1, 4), bias: false },
      { kind: 'conv2d', filters: between(random, 1, 5), kernel: between(random, 1, 5), bias: true },
      { kind: 'dropout', rate: 0.3 },
      { kind: 'flatten' },
    ],
  }),
  'batchNorm with ReLU and pooling': (random) => ({
    shape: [between(random, 4, 37), between(random, 1, 3)],
    layers: [
      { kind: 'conv1d', filters: between(random, 1, 10), kernel: 3, bias: false },
      { kind: 'batchNorm' },
      { kind: 'relu' },
      { kind: 'averagePool' },
      { kind: 'dropout', rate: 0.4 },
      { kind: 'flatten' },
    ],
  }),
  'batchNorm alone, of an image': (random) => ({
    shape: [between(random, 2, 9), between(random, 2, 9), 1],
    layers: [
      { kind: 'conv2d', filters: between(random, 1, 6), kernel: 3, bias: false },
      { kind: 'batchNorm' },
      { kind: 'globalAveragePool' },
    ],
  }),
  'averagePool and globalAveragePool': (random) => ({
    shape: [between(random, 4, 15), between(random, 4, 15), between(random, 1, 3)],
    layers: [
      { kind: 'conv2d', filters: between(random, 1, 5), kernel: 2, bias: false },
      { kind: 'averagePool' },
      { kind: 'relu' },
      { kind: 'globalAveragePool' },
      { kind: 'scale', factor: 0.7 },
    ],
  }),
  'dense with batchNorm, ReLU, dropout': (random) => ({
    shape: [between(random, 1, 70)],
    layers: [
      { kind: 'dense', units: between(random, 1, 70) },
      { kind: 'batchNorm' },
      { kind: 'relu' },
      { kind: 'dense', units: between(random, 1, 30) },
      { kind: 'relu' },
      { kind: 'dropout', rate: 0.5 },
      { kind: 'scale', factor: 2 },
    ],
  }),
};

const SHAPES: Shapes = { time: [33, 1], frequency: [9], spectrogram: [9, 8, 1], rhythm: [5] };

async function modelOf(strategy: string, shapes: Shapes, dropout = 0.2): Promise<ModelSpec> {
  const settings = { classes: 4, dropout, encoderDropout: dropout, earlyBalance: 'equal' } as const;
  const [plan] = await buildPlans([strategy], Object.keys(shapes), shapes, settings);
  return plan?.members[0] as ModelSpec;
}

describe.skipIf(!device)(`the plan against the ops on cpu${device ? '' : ` (skipped: ${NO_ADAPTER})`}`, () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  for (const [name, draw] of Object.entries(KINDS)) {
    it(`has the gradients of ${name}, over random shapes`, async () => {
      const random = createRandom(name.length);
      for (const batchSize of [5, 16, 1, 7]) {
        const { shape, layers } = draw(random);
        // Batch normalisation of a single value has no deviation to divide by.
        const hasNorm = layers.some(({ kind }) => kind === 'batchNorm');
        const batch = hasNorm ? Math.max(batchSize, 5) : batchSize;
        await expectSameStep(oneBranch(shape, layers), { x: shape }, batch, 2 * (2 * batch + Math.ceil(batch / 2)));
      }
    });
  }

  for (const strategy of ['time', 'frequency', 'spectrogram', 'rhythm', 'early', 'intermediate']) {
    it(`loses what the ops lose over the first 50 steps of ${strategy}`, async () => {
      const { plan, ops, order, dispose } = await pairOf(await modelOf(strategy, SHAPES), SHAPES, 8, 56);
      for (let step = 0; step < 50; step++) {
        const from = (8 * step) % order.length;
        const settings = { ...STEP, from, count: Math.min(8, order.length - from) };
        await plan.step(settings);
        await ops.step(settings);
        if (step % 10 !== 9) continue;
        const [found, expected] = [await plan.totals(), await ops.totals()];
        expect(relativeError([found.loss], [expected.loss]), `step ${step + 1}`).toBeLessThan(TOLERANCE);
      }
      expect(dispose()).toBe(0);
    });
  }

  it('shortens a long gradient as the ops do', async () => {
    const spec = await modelOf('early', SHAPES);
    await expectSameStep(spec, SHAPES, 8, 40, { gradientClip: 0.01 });
  });

  it('predicts with running statistics and without dropout', async () => {
    const { plan, ops, order, dispose } = await pairOf(await modelOf('intermediate', SHAPES), SHAPES, 8, 64);
    const settings = { ...STEP, from: 0, count: 8 };
    await plan.step(settings);
    await ops.step(settings);
    expect(relativeError(await plan.probabilities(order), await ops.probabilities(order))).toBeLessThan(TOLERANCE);
    dispose();
  });

  it('goes on from a state that the ops learned', async () => {
    const { plan, ops, dispose } = await pairOf(await modelOf('intermediate', SHAPES), SHAPES, 8, 64);
    for (let step = 0; step < 3; step++) await ops.step({ ...STEP, from: 8 * step, count: 8 });
    plan.restore(await ops.snapshot());
    await plan.step({ ...STEP, from: 24, count: 8 });
    await ops.step({ ...STEP, from: 24, count: 8 });
    const [found, expected] = [await plan.snapshot(), await ops.snapshot()];
    expect(found.steps).toBe(expected.steps);
    expect(relativeError(found.firstMoment, expected.firstMoment)).toBeLessThan(TOLERANCE);
    dispose();
  });

  it('repeats a run bit by bit', async () => {
    const states = [];
    for (let run = 0; run < 2; run++) {
      const { plan, dispose } = await pairOf(await modelOf('intermediate', SHAPES), SHAPES, 8, 64);
      for (let step = 0; step < 4; step++) await plan.step({ ...STEP, from: 8 * step, count: 8 });
      states.push(await plan.snapshot());
      dispose();
    }
    expect(states[1]).toEqual(states[0]);
  });

  it('trains the reference model in at most 80 dispatches', async () => {
    const shapes = { time: [256, 1], spectrogram: [32, 32, 1] };
    const { plan, dispose } = await pairOf(await modelOf('intermediate', shapes, 0), shapes, 4, 16);
    expect(plan.cost.launchesPerStep).toBeLessThanOrEqual(80);
    await plan.step({ ...STEP, from: 0, count: 4 });
    expect((await plan.totals()).beats).toBe(4);
    expect(dispose()).toBe(0);
  });

  it('finds a device that computes wrongly', async () => {
    expect(await planError(device as GPUDevice)).toBeLessThan(TOLERANCE);
    const wrong = new Proxy(device as GPUDevice, {
      get(target, name) {
        if (name === 'createShaderModule') {
          // A driver that forgets that padding is zero.
          return (descriptor: GPUShaderModuleDescriptor) =>
            target.createShaderModule({
              ...descriptor,
              code: descriptor.code.replace('select(0.0f, values[', 'select(1.0f, values['),
            });
        }
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    expect(await planError(wrong)).toBeGreaterThan(1e-3);
  });

  it('says what it cannot compile', async () => {
    const spec = oneBranch([6], [{ kind: 'dense', units: 3 }, { kind: 'relu' }, { kind: 'scale', factor: -1 }]);
    await expect(pairOf(spec, { x: [6] }, 4, 16)).rejects.toThrow(CannotCompileError);
  });
});
