/** Threads that are really ended, and that really trap, while the leader runs a step. */

import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyDataset } from '../../../tests/fixtures/tiny-dataset';
import type { ModelSpec } from '../../fusion/model-spec';
import { NODE_KERNELS } from '../../headless/node-kernels';
import { DeviceLostError } from '../device-lost';
import { KernelExecutor } from './kernel-executor';
import { type KernelBinaries, Kernels, type KernelThread } from './kernels';

const SHAPE = [64, 2];
const SPEC: ModelSpec = {
  version: 1,
  name: 'one branch',
  branches: [
    {
      representation: 'x',
      inputShape: SHAPE,
      layers: [{ kind: 'conv1d', filters: 8, kernel: 5, bias: true }, { kind: 'relu' }, { kind: 'globalAveragePool' }],
    },
  ],
  head: [{ kind: 'dense', units: 4 }],
  classes: 4,
};
const STEP = { learningRate: 0.003, weightDecay: 0, gradientClip: Number.POSITIVE_INFINITY };

/** `serve(post, thread, known)` waits for the first post and executes `unreachable`. */
const TRAPPING = new WebAssembly.Module(
  Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    // (type (func (param i32 i32 i32)))
    ...[1, 7, 1, 0x60, 3, 0x7f, 0x7f, 0x7f, 0],
    // (import "env" "memory" (memory 1 65536 shared))
    ...[2, 18, 1, 3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 3, 1, 0x80, 0x80, 4],
    ...[3, 2, 1, 0],
    // (export "serve" (func 0))
    ...[7, 9, 1, 5, 0x73, 0x65, 0x72, 0x76, 0x65, 0, 0],
    // memory.atomic.wait32(post, known, -1), drop, unreachable
    ...[10, 16, 1, 14, 0, 0x20, 0, 0x20, 2, 0x42, 0x7f, 0xfe, 1, 2, 0, 0x1a, 0, 0x0b],
  ),
);

describe('a thread of the kernels that is lost', () => {
  const dataset = tinyDataset({ x: SHAPE }, 512);
  const threads: KernelThread[] = [];

  beforeAll(async () => {
    await setBackend('cpu');
  });

  const binaries = (cores: number, module?: WebAssembly.Module): KernelBinaries => ({
    ...NODE_KERNELS,
    cores: () => cores,
    startThread: async (share) => {
      const thread = await NODE_KERNELS.startThread({ ...share, ...(module && { module }) });
      threads.push(thread);
      return thread;
    },
  });

  function executorOn(kernels: Kernels): KernelExecutor {
    const executor = new KernelExecutor(
      { spec: SPEC, batchSize: 256, classWeights: [1, 1, 1, 1], seed: 1 },
      dataset,
      kernels,
    );
    executor.beginEpoch(dataset.parts.train);
    return executor;
  }

  const stepOf = (executor: KernelExecutor): Promise<void> => executor.step({ ...STEP, from: 0, count: 256 });

  /** What a step was rejected with, and the seconds until then. */
  async function rejectionOf(
    executor: KernelExecutor,
  ): Promise<{ readonly reason: unknown; readonly seconds: number }> {
    const began = performance.now();
    const reason = await stepOf(executor).catch((thrown: unknown) => thrown);
    return { reason, seconds: (performance.now() - began) / 1000 };
  }

  it('is noticed within two seconds when it is ended, and every later step says so at once', async () => {
    const kernels = await Kernels.load(binaries(4));
    const executor = executorOn(kernels);
    await stepOf(executor);
    expect(kernels.failure).toBeNull();
    // It ends on its own clock: while the leader is in its next step.
    threads.at(-1)?.end();
    const first = await rejectionOf(executor);
    expect(first.reason).toEqual(new DeviceLostError('one of the 4 threads of the WebAssembly kernels stopped'));
    expect(first.seconds).toBeLessThan(2);
    expect(kernels.failure).not.toBeNull();
    const second = await rejectionOf(executor);
    expect(second.reason).toEqual(first.reason);
    expect(second.seconds).toBeLessThan(0.1);
  });

  it('is noticed when it traps', async () => {
    const kernels = await Kernels.load(binaries(2, TRAPPING));
    expect(kernels.threadCount).toBe(2);
    const { reason, seconds } = await rejectionOf(executorOn(kernels));
    expect(reason).toEqual(new DeviceLostError('one of the 2 threads of the WebAssembly kernels stopped'));
    expect(seconds).toBeLessThan(1);
  });

  it('may be the leader itself', async () => {
    const kernels = await Kernels.load(binaries(1));
    const executor = executorOn(kernels);
    await stepOf(executor);
    // The program with it: the kernel of its first call has a number that no kernel has.
    new Uint8Array(kernels.memory.memory.buffer, 16384).fill(0x7f);
    const { reason } = await rejectionOf(executor);
    expect(reason).toBeInstanceOf(DeviceLostError);
    expect(String(reason)).toMatch(/the WebAssembly kernels broke off: (unreachable|memory access out of bounds)/);
  });
});
