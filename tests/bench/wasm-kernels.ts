/**
 * Beats a second of the lab's own WASM kernels, with one thread and with all, against the tfjs operations, in turn in one run:
 * `npx tsx tests/bench/wasm-kernels.ts [batch]`.
 */

import { initialSpec } from '../../src/domain/experiment';
import { startEngine } from '../../src/engine/backends';
import type { Executor } from '../../src/engine/executor';
import { OpsExecutor } from '../../src/engine/ops/ops-executor';
import { KernelExecutor } from '../../src/engine/wasm/kernel-executor';
import { Kernels } from '../../src/engine/wasm/kernels';
import { buildPlans } from '../../src/fusion/registry';
import { NODE_KERNELS } from '../../src/headless/node-kernels';
import { nodePlatform } from '../../src/headless/node-platform';
import { tinyDataset } from '../fixtures/tiny-dataset';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [11] };
const ALL = Object.keys(SHAPES);
const CASES = [
  { name: 'reference', strategy: 'intermediate', branches: ['time', 'spectrogram'] },
  { name: 'early', strategy: 'early', branches: ALL },
  { name: 'intermediate', strategy: 'intermediate', branches: ALL },
  { name: 'late', strategy: 'late', branches: ALL },
];
const CLASS_WEIGHTS = [1, 1, 1, 1];
const SECONDS = 1;
const TURNS = 7;

const batch = Number(process.argv[2] ?? 128);
const dataset = tinyDataset(SHAPES, 8 * batch);
const order = dataset.parts.train;
const { learningRate, weightDecay, dropout, encoderDropout } = initialSpec([]).training;

/** Beats a second over about `SECONDS` of steps of all models, each in its turn. */
async function speed(executors: readonly Executor[]): Promise<number> {
  for (const executor of executors) executor.beginEpoch(order);
  const started = performance.now();
  let beats = 0;
  while (performance.now() - started < SECONDS * 1000) {
    for (const executor of executors) {
      const from = beats % order.length;
      await executor.step({ from, count: batch, learningRate, weightDecay, gradientClip: Number.POSITIVE_INFINITY });
    }
    beats += batch;
  }
  return (beats / (performance.now() - started)) * 1000;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

await startEngine('wasm', nodePlatform());
const single = await Kernels.load({ ...NODE_KERNELS, cores: () => 1 });
const shared = await Kernels.load(NODE_KERNELS);
console.log(
  `Batch ${batch}, medians of ${TURNS} turns of ${SECONDS} s; beats through all models of a strategy a second`,
);
for (const { name, strategy, branches } of CASES) {
  const [plan] = await buildPlans([strategy], branches, SHAPES, {
    classes: 4,
    dropout,
    encoderDropout,
    earlyBalance: 'none',
  });
  const members = plan?.members ?? [];
  const on = (kernels: Kernels): Executor[] =>
    members.map((spec) => {
      const request = { spec, batchSize: batch, classWeights: CLASS_WEIGHTS, seed: 1 };
      return new KernelExecutor(request, dataset, kernels);
    });
  const contestants = [
    members.map((spec): Executor => new OpsExecutor(spec, dataset, CLASS_WEIGHTS, 1)),
    on(single),
    on(shared),
  ];
  const speeds: number[][] = contestants.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, executors] of contestants.entries()) speeds[index]?.push(await speed(executors));
  }
  for (const executor of contestants.flat()) executor.dispose();
  const [ops, one, all] = speeds.map(median) as [number, number, number];
  console.log(
    `${name.padEnd(14)} ops ${ops.toFixed(0).padStart(6)}   kernels, 1 thread ${one.toFixed(0).padStart(6)} (${(one / ops).toFixed(1)} times)   ` +
      `${shared.threadCount} threads ${all.toFixed(0).padStart(6)} (${(all / ops).toFixed(1)} times)`,
  );
}
shared.dispose();
