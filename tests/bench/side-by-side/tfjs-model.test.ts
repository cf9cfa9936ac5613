import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/domain/representation';
import { startEngine } from '../../../src/engine/backends';
import { openDataset } from '../../../src/engine/open-dataset';
import { countParameters } from '../../../src/fusion/model-shapes';
import type { ModelSpec } from '../../../src/fusion/model-spec';
import { speedDataset } from '../../../src/study/speed-data';
import { SPEED_MODELS, speedModel } from '../../../src/study/speed-models';
import { SPEED_BATCHES } from '../../../src/study/speed-run';
import { labEntrant } from './lab-contender';
import { tfjsEntrant } from './tfjs-contender';
import { buildLayersModel } from './tfjs-model';
import { firstWeights, rivalBatches } from './trial';

const BATCH = 4;
const WASM = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

describe('stock tfjs, built from a ModelSpec', () => {
  beforeAll(async () => {
    await startEngine('cpu', { wasmPaths: WASM });
  });

  for (const name of SPEED_MODELS) {
    it(`has the parameters of ${name}`, async () => {
      for (const spec of (await speedModel(name)).members) {
        const built = buildLayersModel(spec, firstWeights(spec));
        const trained = built.trainableWeights.reduce((sum, { shape }) => sum + sizeOf(shape as number[]), 0);
        expect(trained).toBe(countParameters(spec));
        built.dispose();
      }
    });
  }

  // Between them they have every layer of the other two.
  for (const name of ['early', 'intermediate'] as const) {
    it(`trains ${name} with the losses of the lab`, async () => {
      const model = await speedModel(name);
      const dataset = speedDataset(SPEED_BATCHES * BATCH);
      const trial = { model, batch: BATCH, batches: rivalBatches(dataset, BATCH) };
      const ours = await labEntrant('cpu', await openDataset(dataset)).open(trial);
      const theirs = await tfjsEntrant('cpu').open(trial);
      const expected = await ours.losses(3);
      (await theirs.losses(3)).forEach((loss, step) => {
        expect(Math.abs(loss / (expected[step] as number) - 1), `step ${step}`).toBeLessThan(1e-3);
      });
      await ours.dispose();
      await theirs.dispose();
    });
  }

  it('knows every kind of layer', () => {
    const spec: ModelSpec = {
      version: 1,
      name: 'all kinds',
      branches: [
        {
          representation: 'spectrogram',
          inputShape: [4, 6, 1],
          layers: [
            { kind: 'conv2d', filters: 2, kernel: 3, bias: true },
            { kind: 'averagePool' },
            { kind: 'dropout', rate: 0.5 },
            { kind: 'flatten' },
            { kind: 'scale', factor: 2 },
          ],
        },
      ],
      head: [{ kind: 'dense', units: 4 }],
      classes: 4,
    };
    const built = buildLayersModel(spec, firstWeights(spec));
    expect(built.layers.map((layer) => layer.getClassName())).toEqual(
      expect.arrayContaining(['Conv2D', 'AveragePooling2D', 'Dropout', 'Flatten', 'Rescaling', 'Dense', 'Softmax']),
    );
    expect(built.countParams()).toBe(countParameters(spec));
    built.dispose();
  });

  it('says itself why it cannot train on wasm', async () => {
    await startEngine('wasm', { wasmPaths: WASM });
    const dataset = speedDataset(SPEED_BATCHES * BATCH);
    const trial = { model: await speedModel('reference'), batch: BATCH, batches: rivalBatches(dataset, BATCH) };
    const theirs = await tfjsEntrant('wasm').open(trial);
    await expect(theirs.losses(1)).rejects.toThrow(/not registered for (the )?backend 'wasm'|not yet supported|WASM/i);
    await setBackend('cpu');
  });
});
