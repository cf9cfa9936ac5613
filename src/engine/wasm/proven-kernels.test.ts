import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NODE_KERNELS } from '../../headless/node-kernels';
import type { KernelBinaries } from './kernels';

const ONE_CORE: KernelBinaries = { ...NODE_KERNELS, cores: () => 1 };

/** The binary with Adam's share of the gradient doubled, wherever that number stands. */
async function miscalculating(): Promise<Uint8Array<ArrayBuffer>> {
  const binary = Buffer.from((await NODE_KERNELS.read('single')) as Uint8Array);
  const [share, wrong] = [0.1, 0.2].map((value) => Buffer.from(Float32Array.of(value).buffer)) as [Buffer, Buffer];
  let found = 0;
  for (let at = binary.indexOf(share); at >= 0; at = binary.indexOf(share, at + 4)) {
    wrong.copy(binary, at);
    found += 1;
  }
  expect(found).toBeGreaterThan(0);
  return Uint8Array.from(binary);
}

describe('proving the kernels', () => {
  let proveKernels: typeof import('./proven-kernels').proveKernels;
  let provenKernels: typeof import('./proven-kernels').provenKernels;

  beforeEach(async () => {
    await setBackend('cpu');
    // Kernels that were proven once stay so for as long as the module lives.
    vi.resetModules();
    ({ proveKernels, provenKernels } = await import('./proven-kernels'));
  });

  it('says why they do not run', async () => {
    expect(await proveKernels(undefined)).toBe('The WebAssembly kernels did not run: this platform has none.');
    const broken = { ...ONE_CORE, read: async () => Uint8Array.of(1, 2, 3) };
    expect(await proveKernels(broken)).toMatch(/^The WebAssembly kernels did not run: WebAssembly\.compile/);
    expect(provenKernels()).toBeNull();
  });

  it('refuses kernels that miscalculate', async () => {
    const sentence = await proveKernels({ ...ONE_CORE, read: miscalculating });
    expect(sentence).toMatch(/^The WebAssembly kernels differ from the reference by \d/);
    expect(provenKernels()).toBeNull();
  });

  it('takes right ones, with one thread where the other does not start, and leaves the backend', async () => {
    const startThread = () => Promise.reject(new Error('no worker here'));
    expect(await proveKernels({ ...NODE_KERNELS, cores: () => 2, startThread })).toBeNull();
    expect(provenKernels()?.threadCount).toBe(1);
    expect(getBackend()).toBe('cpu');
  });
});
