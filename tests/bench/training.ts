/** Beats a second of the reference model and of each strategy's model: `npx tsx tests/bench/training.ts [backend] [batch]`. */

import { initialSpec } from '../../src/domain/experiment';
import type { BackendRequest } from '../../src/engine/backend-chain';
import { startEngine } from '../../src/engine/backends';
import { openDataset } from '../../src/engine/open-dataset';
import { countParameters } from '../../src/fusion/model-shapes';
import { buildPlans } from '../../src/fusion/registry';
import { nodePlatform } from '../../src/headless/node-platform';
import { tinyDataset } from '../fixtures/tiny-dataset';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [11] };
const SETTINGS = { ...initialSpec([]).training, epochs: 4, weightDecay: 0, dropout: 0, encoderDropout: 0 };
const CASES = [
  { name: 'reference (time + spectrogram)', strategy: 'intermediate', branches: ['time', 'spectrogram'] },
  { name: 'time', strategy: 'time', branches: [] },
  { name: 'frequency', strategy: 'frequency', branches: [] },
  { name: 'spectrogram', strategy: 'spectrogram', branches: [] },
  { name: 'early of all four', strategy: 'early', branches: Object.keys(SHAPES) },
  { name: 'intermediate of all four', strategy: 'intermediate', branches: Object.keys(SHAPES) },
];

const engine = await startEngine((process.argv[2] ?? 'wasm') as BackendRequest, nodePlatform());
const batchSize = Number(process.argv[3] ?? 128);
const dataset = tinyDataset(SHAPES, 40 * batchSize);
const opened = await openDataset(dataset);
console.log(`${engine.label}, batch ${batchSize}`);
for (const { name, strategy, branches } of CASES) {
  const [plan] = await buildPlans([strategy], branches, SHAPES, {
    classes: 4,
    dropout: 0,
    encoderDropout: 0,
    earlyBalance: 'none',
  });
  const spec = plan?.members[0];
  if (!spec) throw new Error(`No model for ${strategy}.`);
  const settings = { ...SETTINGS, batchSize };
  const run = await opened.createRun({ spec, settings, classWeights: [1, 1, 1, 1], seed: 1 });
  await run.trainEpoch();
  const { beats, seconds } = await run.trainEpoch();
  run.dispose();
  console.log(
    `${name.padEnd(32)} ${String(countParameters(spec)).padStart(7)} parameters  ${(beats / seconds).toFixed(0).padStart(7)} beats/s`,
  );
}
