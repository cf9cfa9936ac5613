/**
 * Seconds that a race on WebGPU stands still when its device is destroyed in the middle of an epoch: until there is another
 * engine, and until the first step on it; with the CPU's own seconds, which other programs do not lengthen.
 * `npx tsx tests/bench/lost-device.ts [strategy ...]`; where there is no GPU, with the environment that `npm run gpu` sets.
 */

import { backend } from '@tensorflow/tfjs-core';
import { initialSpec } from '../../src/domain/experiment';
import type { TrainingEvent } from '../../src/domain/training';
import { startEngine } from '../../src/engine/backends';
import { reopenEngine } from '../../src/engine/reopen-engine';
import { nodePlatform } from '../../src/headless/node-platform';
import { runRace } from '../../src/study/race';
import { tinyDataset } from '../fixtures/tiny-dataset';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [11] };
const EPOCHS = 2;

const strategies = process.argv.slice(2);
const platform = nodePlatform();
const began = performance.now();
const engine = await startEngine('webgpu', platform);
const initial = initialSpec([]);
const spec = {
  ...initial,
  fusion: {
    ...initial.fusion,
    strategies: strategies.length > 0 ? strategies : ['intermediate'],
    branches: Object.keys(SHAPES),
  },
  training: { ...initial.training, epochs: EPOCHS, batchSize: 8 },
};
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(2);
console.log(`${engine.label}; ${spec.fusion.strategies.join(', ')}; the engine started in ${seconds(began)} s`);

const races = performance.now();
let firstStep = '';
let lostAt = 0;
let cpuAt = process.cpuUsage();
let isLost = false;
let another = '';

function watch(event: TrainingEvent): void {
  if (event.kind !== 'progress') return;
  if (firstStep === '') {
    firstStep = seconds(races);
    console.log(`first step of the race after ${firstStep} s`);
  }
  if (isLost) {
    const { user, system } = process.cpuUsage(cpuAt);
    const cpu = ((user + system) / 1e6).toFixed(2);
    console.log(`lost: another engine after ${another} s, the next step after ${seconds(lostAt)} s (${cpu} s of CPU)`);
    isLost = false;
  }
  if (lostAt > 0 || event.epoch !== EPOCHS || event.epochFraction < 0.5) return;
  lostAt = performance.now();
  cpuAt = process.cpuUsage();
  isLost = true;
  (backend() as unknown as { device: GPUDevice }).device.destroy();
}

await runRace(tinyDataset(SHAPES, 64), spec, {
  backend: 'webgpu',
  seed: 1,
  onEvent: watch,
  reopen: async (losses) => {
    const next = await reopenEngine('webgpu', losses, platform);
    another = seconds(lostAt);
    return next;
  },
});
process.exit(0);
