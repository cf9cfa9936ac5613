/** How each of tfjs's backends is started and named. */

import { findBackendFactory, getBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import type { BackendName, Platform } from './backend-chain';

/** Makes it tfjs's backend; resolves with a name for a person. As a probe it refuses what runs but is no use. Throws a sentence. */
export async function startBackend(name: BackendName, isProbe: boolean, platform: Platform): Promise<string> {
  // The reference of every self-test.
  await import('@tensorflow/tfjs-backend-cpu');
  return STARTERS[name](isProbe, platform);
}

/** Ends a backend that runs; it can be started again. */
export function forgetBackend(name: BackendName): void {
  const factory = findBackendFactory(name);
  if (!factory) return;
  removeBackend(name);
  registerBackend(name, factory);
}

/** tfjs puts another backend in place of one that fails to start, silently: so look what it took. */
export async function activate(name: BackendName): Promise<void> {
  if (!(await setBackend(name)) || getBackend() !== name) throw new Error('did not start.');
}

const STARTERS: Record<BackendName, (isProbe: boolean, platform: Platform) => Promise<string>> = {
  async webgpu(isProbe, platform) {
    await platform.provideWebgpu?.();
    if (typeof navigator === 'undefined' || !navigator.gpu) throw new Error('this browser does not offer it.');
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new Error('the browser offers it but has no adapter.');
    const adapterName = nameOf(adapter.info);
    if (isProbe && isSoftware(adapter.info))
      throw new Error(`its only adapter is a software one (${adapterName}), slower than WASM.`);
    await import('@tensorflow/tfjs-backend-webgpu');
    await activate('webgpu');
    return `WebGPU · ${adapterName}`;
  },
  async wasm(_isProbe, { wasmPaths }) {
    const { setWasmPaths, getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(wasmPaths as string);
    await activate('wasm');
    const threads = threadsInUse(getThreadsCount);
    return `WASM · ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  },
  async webgl() {
    if (typeof OffscreenCanvas === 'undefined' && typeof document === 'undefined')
      throw new Error('there is no canvas here.');
    await import('@tensorflow/tfjs-backend-webgl');
    await activate('webgl');
    return 'WebGL';
  },
  async cpu() {
    await activate('cpu');
    return 'plain JavaScript';
  },
};

/** 1 where the single-threaded binary was loaded: asking for the count then throws. */
function threadsInUse(getThreadsCount: () => number): number {
  try {
    return Math.max(1, getThreadsCount());
  } catch {
    return 1;
  }
}

function nameOf({ vendor, architecture, description, device }: GPUAdapterInfo): string {
  return description || [vendor, architecture || device].filter(Boolean).join(' ') || 'unnamed adapter';
}

/** True for an adapter that computes on the CPU. */
export function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${nameOf(info)} ${info.architecture} ${info.vendor}`)
  );
}
