import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { getKernel, memory, registerKernel, setBackend, unregisterKernel, zerosLike } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyDataset } from '../../tests/fixtures/tiny-dataset';
import { initialSpec, type TrainingSettings } from '../domain/experiment';
import type { ModelSpec } from '../fusion/model-spec';
import { buildPlans } from '../fusion/registry';
import { NODE_KERNELS } from '../headless/node-kernels';
import { startEngine } from './backends';
import { openDataset } from './open-dataset';
import { gradientErrors } from './self-test';
import type { TrainingRun } from './training-run';

const SHAPES = { time: [32, 1], frequency: [9], spectrogram: [8, 8, 1] } as const;
const SETTINGS: TrainingSettings = {
  ...initialSpec([]).training,
  epochs: 4,
  batchSize: 16,
  learningRate: 0.01,
  weightDecay: 1e-4,
  dropout: 0.1,
  encoderDropout: 0.1,
  classWeighting: 'none',
};
const PLATFORM = {
  wasmPaths: `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  kernels: NODE_KERNELS,
};
const WEIGHTS = [1, 1, 1, 1];

async function modelOf(strategy: string): Promise<ModelSpec> {
  const [plan] = await buildPlans([strategy], Object.keys(SHAPES), SHAPES, {
    classes: 4,
    dropout: SETTINGS.dropout,
    encoderDropout: SETTINGS.encoderDropout,
    earlyBalance: 'equal',
  });
  return plan?.members[0] as ModelSpec;
}

async function runOf(
  strategy: string,
  { beats = 96, settings = SETTINGS, classWeights = WEIGHTS, seed = 1 } = {},
): Promise<TrainingRun> {
  const opened = await openDataset(tinyDataset(SHAPES, beats));
  return opened.createRun({ spec: await modelOf(strategy), settings, classWeights, seed });
}

async function losses(strategy: string, seed: number, epochs = SETTINGS.epochs): Promise<number[]> {
  const run = await runOf(strategy, { seed });
  const found: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) found.push((await run.trainEpoch()).loss);
  run.dispose();
  return found;
}

describe('engine', () => {
  beforeAll(async () => {
    await startEngine('wasm', PLATFORM);
  });

  it('calculates on wasm what cpu calculates, layer by layer', async () => {
    const errors = await gradientErrors('wasm');
    for (const { layer, error } of errors) expect(error, layer).toBeLessThan(1e-4);
  });

  it('refuses a backend with a wrong kernel and names what is wrong', async () => {
    const right = getKernel('Step', 'wasm');
    unregisterKernel('Step', 'wasm');
    registerKernel({
      kernelName: 'Step',
      backendName: 'wasm',
      kernelFunc: ({ inputs }) => zerosLike(inputs.x as never),
    });
    try {
      await expect(startEngine('wasm', PLATFORM)).rejects.toThrow(/WASM.*refused.*relu by 1/);
    } finally {
      unregisterKernel('Step', 'wasm');
      registerKernel(right);
    }
    expect((await startEngine('auto', PLATFORM)).backend).toBe('wasm');
  });

  it('says of each backend why it was passed over', async () => {
    const { refusals } = await startEngine('auto', PLATFORM);
    expect(refusals).toEqual(['WebGPU: this browser does not offer it.']);
    await expect(startEngine('webgl', PLATFORM)).rejects.toThrow(/WebGL: there is no canvas here/);
    await startEngine('wasm', PLATFORM);
  });

  for (const strategy of ['time', 'spectrogram', 'early', 'intermediate']) {
    it(`trains ${strategy} with the same losses on wasm and cpu`, async () => {
      await setBackend('cpu');
      const reference = await losses(strategy, 5, 2);
      await setBackend('wasm');
      const found = await losses(strategy, 5, 2);
      found.forEach((loss, epoch) => {
        expect(Math.abs(loss / (reference[epoch] as number) - 1)).toBeLessThan(1e-4);
      });
    });
  }

  it('repeats a run bit by bit from its seed, and differs with another', async () => {
    const first = await losses('intermediate', 1);
    expect(await losses('intermediate', 1)).toEqual(first);
    expect(await losses('intermediate', 2)).not.toEqual(first);
  });

  it('learns what can be learned and predicts probabilities', async () => {
    const run = await runOf('intermediate', { beats: 400, settings: { ...SETTINGS, epochs: 8 } });
    let accuracy = 0;
    for (let epoch = 0; epoch < 8; epoch++) accuracy = (await run.trainEpoch()).accuracy;
    expect(accuracy).toBeGreaterThan(0.9);
    const { probabilities, labels, classCount } = await run.predict('test');
    expect(probabilities.length).toBe(labels.length * classCount);
    for (let beat = 0; beat < labels.length; beat++) {
      const row = probabilities.subarray(beat * classCount, (beat + 1) * classCount);
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
    run.dispose();
  });

  it('reports the share of each modality in the gradient of the first merged layer', async () => {
    const run = await runOf('early');
    const { gradientShares } = await run.trainEpoch();
    expect(Object.keys(gradientShares ?? {})).toEqual(Object.keys(SHAPES));
    expect(Object.values(gradientShares ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    run.dispose();
  });

  it('weighs classes in the loss', async () => {
    const onlyFirst = await runOf('frequency', { beats: 400, classWeights: [4, 0, 0, 0] });
    for (let epoch = 0; epoch < 4; epoch++) await onlyFirst.trainEpoch();
    const { probabilities } = await onlyFirst.predict('test');
    const called = Array.from(
      { length: probabilities.length / 4 },
      (_, beat) => (probabilities[beat * 4] as number) > 0.5,
    );
    expect(called.filter(Boolean).length / called.length).toBeGreaterThan(0.95);
    onlyFirst.dispose();
  });

  it('stops when it is told to, and leaves no tensor behind', async () => {
    const before = memory().numTensors;
    const run = await runOf('intermediate');
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(run.trainEpoch({ signal: controller.signal })).rejects.toThrow('enough');
    await run.trainEpoch();
    await run.predict('validation');
    run.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
