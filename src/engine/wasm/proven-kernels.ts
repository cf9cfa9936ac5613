/** The kernels that calculated here what the ops do on cpu; without them a model on WASM runs one tfjs operation at a time. */

import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { OpsExecutor } from '../ops/ops-executor';
import { BEATS, CLASS_WEIGHTS, randomDataset, SELF_TEST_SPEC, stepError } from '../self-test-model';
import { KernelExecutor } from './kernel-executor';
import { type KernelBinaries, Kernels } from './kernels';

/** As the ops' own self-test lets pass. */
const TOLERANCE = 1e-3;

let proven: Kernels | null = null;
/** The last that failed in a step. */
let failed: Kernels | null = null;

/** Null before `proveKernels`, and where it found them wrong. */
export function provenKernels(): Kernels | null {
  return proven;
}

/**
 * Loads the kernels and tests them; where threads of those that it had have failed, anew with one thread. Returns null where they are
 * right, else a sentence. Leaves the backend that is set.
 */
export async function proveKernels(binaries: KernelBinaries | undefined): Promise<string | null> {
  if (proven?.failure === null) return null;
  failed = proven ?? failed;
  proven = null;
  if (failed?.threadCount === 1) return `The WebAssembly kernels failed: ${failed.failure}.`;
  const backend = getBackend();
  try {
    if (!binaries) throw new Error('this platform has none.');
    const kernels = await Kernels.load(failed ? { ...binaries, cores: () => 1 } : binaries);
    const error = await kernelError(kernels);
    if (!(error <= TOLERANCE)) {
      kernels.dispose();
      return `The WebAssembly kernels differ from the reference by ${error.toPrecision(2)}.`;
    }
    proven = kernels;
    return null;
  } catch (thrown) {
    return `The WebAssembly kernels did not run: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  } finally {
    await setBackend(backend);
  }
}

/** Sets the cpu backend. */
async function kernelError(kernels: Kernels): Promise<number> {
  await setBackend('cpu');
  const dataset = randomDataset();
  const request = { spec: SELF_TEST_SPEC, batchSize: BEATS + 2, classWeights: CLASS_WEIGHTS, seed: 1 };
  const executor = new KernelExecutor(request, dataset, kernels);
  const ops = new OpsExecutor(SELF_TEST_SPEC, dataset, CLASS_WEIGHTS, 1);
  try {
    return await stepError(executor, ops, dataset);
  } finally {
    executor.dispose();
    ops.dispose();
  }
}
