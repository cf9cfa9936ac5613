/** A small model and a few random beats on which an executor is compared with the ops on cpu before it trains anything. */

import type { Dataset } from '../domain/dataset';
import { createRandom } from '../domain/random';
import { sizeOf } from '../domain/representation';
import { BEAT_EXAMPLE_CLASSES } from '../domain/task';
import type { ModelSpec } from '../fusion/model-spec';
import type { Executor } from './executor';
import { relativeError } from './relative-error';

/** Every kind of stage, over sizes that fit no tile. */
export const SELF_TEST_SPEC: ModelSpec = {
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
export const BEATS = 9;
export const CLASS_WEIGHTS = [0.5, 1, 1.5, 1];
const STEP = { from: 0, count: BEATS, learningRate: 0.01, weightDecay: 0.1, gradientClip: 1 };

/** Largest difference of gradients, running statistics and loss after one step, relative to the largest of `reference`. */
export async function stepError(executor: Executor, reference: Executor, dataset: Dataset): Promise<number> {
  for (const each of [executor, reference]) {
    each.beginEpoch(dataset.parts.train);
    await each.step(STEP);
  }
  const [found, expected] = [await executor.snapshot(), await reference.snapshot()];
  return Math.max(
    relativeError(found.firstMoment, expected.firstMoment),
    relativeError(found.statistics, expected.statistics),
    relativeError([(await executor.totals()).loss], [(await reference.totals()).loss]),
  );
}

export function randomDataset(): Dataset {
  const random = createRandom(1);
  const everyBeat = Uint32Array.from({ length: BEATS }, (_, beat) => beat);
  const normals = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
  const shapes = SELF_TEST_SPEC.branches.map(({ representation, inputShape }) => ({
    id: representation,
    shape: inputShape,
  }));
  const byId = <Value>(make: (size: number) => Value): Record<string, Value> =>
    Object.fromEntries(shapes.map(({ id, shape }) => [id, make(sizeOf(shape))]));
  const none = new Uint32Array(0);
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
    classes: BEAT_EXAMPLE_CLASSES,
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
      noun: 'beat',
      counted: BEAT_EXAMPLE_CLASSES,
      counts: { train: {}, validation: {}, test: {} },
    },
  };
}
