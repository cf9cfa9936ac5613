/** One step of a small model by the plan and by the ops on cpu: a device whose driver miscompiles a kernel is found before it trains. */

import { setBackend } from '@tensorflow/tfjs-core';
import { emptyClassCounts, TRAINING_CLASSES } from '../../domain/beat-class';
import type { Dataset } from '../../domain/dataset';
import { createRandom } from '../../domain/random';
import { sizeOf } from '../../domain/representation';
import type { ModelSpec } from '../../fusion/model-spec';
import { OpsExecutor } from '../ops/ops-executor';
import { DeviceMemory } from './device-memory';
import { PipelineCache } from './device-program';
import { PlanExecutor } from './plan-executor';
import { ResidentDataset } from './resident-dataset';

/** Every kind of stage, over sizes that fit no tile. */
const SPEC: ModelSpec = {
  version: 1,
  name: 'self-test',
  branches: [
    {
      representation: 'image',
      inputShape: [7, 5, 1],
      layers: [
        { kind: 'conv2d', filters: 3, kernel: 3, bias: false },
        { kind: 'batchNorm' },
        { kind: 'relu' },
        { kind: 'averagePool' },
        { kind: 'conv2d', filters: 2, kernel: 2, bias: true },
        { kind: 'globalAveragePool' },
        { kind: 'dropout', rate: 0.3 },
      ],
    },
    {
      representation: 'list',
      inputShape: [5],
      layers: [{ kind: 'scale', factor: 0.5 }, { kind: 'dense', units: 3 }, { kind: 'batchNorm' }, { kind: 'relu' }],
    },
  ],
  head: [{ kind: 'dense', units: 5 }, { kind: 'relu' }, { kind: 'dropout', rate: 0.2 }, { kind: 'dense', units: 4 }],
  classes: 4,
};
const BEATS = 9;
const CLASS_WEIGHTS = [0.5, 1, 1.5, 1];
const STEP = { from: 0, count: BEATS, learningRate: 0.01, weightDecay: 0.1, gradientClip: 1 };

/** Largest difference of gradients, weights and running statistics, relative to the largest of the cpu's. Leaves cpu set. */
export async function planError(device: GPUDevice): Promise<number> {
  await setBackend('cpu');
  const dataset = randomDataset();
  const memory = new DeviceMemory(device);
  const resident = new ResidentDataset(dataset, memory);
  const shared = { memory, resident, pipelines: PipelineCache.of(device) };
  const plan = await PlanExecutor.create(
    { spec: SPEC, batchSize: BEATS + 2, classWeights: CLASS_WEIGHTS, seed: 1 },
    shared,
  );
  const ops = new OpsExecutor(SPEC, dataset, CLASS_WEIGHTS, 1);
  try {
    for (const executor of [plan, ops]) {
      executor.beginEpoch(dataset.parts.train);
      await executor.step(STEP);
    }
    const [found, expected] = [await plan.snapshot(), await ops.snapshot()];
    return Math.max(
      relativeError(found.firstMoment, expected.firstMoment),
      relativeError(found.statistics, expected.statistics),
      relativeError([(await plan.totals()).loss], [(await ops.totals()).loss]),
    );
  } finally {
    plan.dispose();
    ops.dispose();
    resident.dispose();
    memory.dispose();
  }
}

function randomDataset(): Dataset {
  const random = createRandom(1);
  const everyBeat = Uint32Array.from({ length: BEATS }, (_, beat) => beat);
  const normals = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
  const shapes = SPEC.branches.map(({ representation, inputShape }) => ({ id: representation, shape: inputShape }));
  const byId = <Value>(make: (size: number) => Value): Record<string, Value> =>
    Object.fromEntries(shapes.map(({ id, shape }) => [id, make(sizeOf(shape))]));
  const none = new Uint32Array(0);
  const counts = emptyClassCounts();
  return {
    blocks: [
      {
        recordingId: 'self-test',
        recordingName: 'self-test',
        subject: 'self-test',
        synthetic: true,
        labels: Uint8Array.from(everyBeat, (beat) => beat % 4),
        leftOut: 0,
        beatNumbers: everyBeat,
        features: byId((size) => normals(BEATS * size)),
      },
    ],
    layouts: shapes.map((each) => ({ ...each, normalisation: 'feature' as const })),
    classes: TRAINING_CLASSES,
    parts: { train: everyBeat, validation: none, test: none },
    offsets: Uint32Array.of(0, BEATS),
    normalisers: byId((size) => ({ mean: normals(size), scale: new Float32Array(size).fill(0.8) })),
    split: {
      rule: 'beat',
      sentence: '',
      warnings: [],
      notes: [],
      published: {},
      recordings: { train: [], validation: [], test: [] },
      counts: { train: counts, validation: counts, test: counts },
    },
  };
}

/** NaN where anything is. */
function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 1e-6;
  let worst = 0;
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs((found[index] as number) - (expected[index] as number));
    if (Number.isNaN(difference)) return Number.NaN;
    largest = Math.max(largest, Math.abs(expected[index] as number));
    worst = Math.max(worst, difference);
  }
  return worst / largest;
}
