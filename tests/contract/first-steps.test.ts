/** The executors train the lab's own models, on its own cohort, at its own settings, to the same losses. */

import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/backends';
import { OpsExecutor } from '../../src/engine/ops/ops-executor';
import { KernelExecutor } from '../../src/engine/wasm/kernel-executor';
import { provenKernels } from '../../src/engine/wasm/proven-kernels';
import { nodePlatform } from '../../src/headless/node-platform';
import { cohortExperiment, firstLosses, largestDistance } from '../fixtures/first-steps';

const STEPS = 50;

const experiment = await cohortExperiment(1);
await startEngine('wasm', nodePlatform());
const kernels = provenKernels();

describe('the first fifty steps of every strategy', () => {
  // `tests/bench/first-steps.ts` compares cpu and the GPU program too, which take minutes on a machine without a GPU.
  for (const spec of experiment.models) {
    it(`have the same losses with the WASM kernels and with the operations: ${spec.name}`, async () => {
      const {
        dataset,
        classWeights,
        spec: { seed, training },
      } = experiment;
      if (!kernels) throw new Error('The WASM kernels did not pass their self-test.');
      const request = { spec, batchSize: training.batchSize, classWeights, seed };
      const ours = new KernelExecutor(request, dataset, kernels);
      const ops = new OpsExecutor(spec, dataset, classWeights, seed);
      const expected = await firstLosses(ops, experiment, STEPS);
      expect(largestDistance(await firstLosses(ours, experiment, STEPS), expected)).toBeLessThan(1e-4);
      expect(expected.at(-1)).toBeLessThan(0.8 * (expected[0] as number));
      ours.dispose();
      ops.dispose();
    });
  }
});
