/** Which of tfjs's backends run here: started in the order of the chain, proved right by the self-test, named for a person. */

import {
  enableProdMode,
  findBackendFactory,
  getBackend,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { LabError } from '../domain/problem';
import type { EngineDescription } from '../domain/training';
import { provePlan } from './plan/proven-devices';
import { type GradientError, gradientErrors } from './self-test';

export const BACKEND_CHAIN = ['webgpu', 'wasm', 'webgl', 'cpu'] as const;
export type BackendName = (typeof BACKEND_CHAIN)[number];
export type BackendRequest = BackendName | 'auto';

/** What differs between a browser and Node. */
export interface Platform {
  /** Folder, or file by file, where the WASM binaries of tfjs are. */
  readonly wasmPaths: string | Readonly<Record<string, string>>;
  /** Provides `navigator.gpu` where it is not built in; throws a sentence where it cannot. */
  readonly provideWebgpu?: () => Promise<void>;
}

export interface Engine extends EngineDescription {
  readonly backend: BackendName;
  /** What the self-test found: the largest relative difference from the cpu backend by kind of layer; empty for cpu itself. */
  readonly gradientErrors: readonly GradientError[];
}

export interface StartOptions {
  /** Ends a backend that runs already and starts it anew, on a new device: nothing of the old one can be used any more. */
  readonly fresh?: boolean;
  /** With `auto`: only what comes after this one in the chain. */
  readonly after?: BackendName;
}

/**
 * Starts the requested backend, or with `auto` the first of the chain that runs here and passes the self-test. Throws
 * `LabError` where the requested backend (or with `auto` every one) is refused; never puts another in its place.
 */
export async function startEngine(
  request: BackendRequest,
  platform: Platform,
  { fresh = false, after }: StartOptions = {},
): Promise<Engine> {
  // Without it tfjs checks every shape twice and advertises another package in Node.
  enableProdMode();
  const chain = after ? BACKEND_CHAIN.slice(BACKEND_CHAIN.indexOf(after) + 1) : BACKEND_CHAIN;
  const candidates = request === 'auto' ? chain : [request];
  const refusals: string[] = [];
  for (const candidate of candidates) {
    try {
      if (fresh) forget(candidate);
      const started = await start(candidate, request === 'auto', platform);
      const planRefusal = candidate === 'webgpu' ? await provePlan() : null;
      if (planRefusal) refusals.push(`${planRefusal} Models run one operation at a time, which is slower.`);
      return { ...started, refusals };
    } catch (thrown) {
      refusals.push(`${NAMES[candidate]}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  throw new LabError({
    code: 'engine-refused',
    file: '',
    field: 'training engine',
    expected:
      request === 'auto'
        ? 'one backend that runs and calculates correctly'
        : `${NAMES[request]} to run and calculate correctly`,
    found: refusals.join(' ').replace(/\.$/, '') || `that ${NAMES[after ?? 'cpu']} is the last of the chain`,
    at: '',
    fix: request === 'auto' ? 'Try a current browser.' : 'Choose another backend, or "auto".',
  });
}

const NAMES: Record<BackendName, string> = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL', cpu: 'plain JavaScript' };

/** Largest relative difference from the cpu backend that the self-test lets pass. */
const GRADIENT_TOLERANCE = 1e-3;

async function start(name: BackendName, isProbe: boolean, platform: Platform): Promise<Omit<Engine, 'refusals'>> {
  await import('@tensorflow/tfjs-backend-cpu');
  const label = await STARTERS[name](isProbe, platform);
  const errors = name === 'cpu' ? [] : await gradientErrors(name);
  const wrong = errors.filter(({ error }) => !(error <= GRADIENT_TOLERANCE));
  if (wrong.length > 0) {
    const list = wrong.map(({ layer, error }) => `${layer} by ${error.toPrecision(2)}`).join(', ');
    throw new Error(`refused, because its gradients differ from the reference: ${list}.`);
  }
  await activate(name);
  return { backend: name, label, gradientErrors: errors };
}

/** Ends a backend that runs; it can be started again. */
function forget(name: BackendName): void {
  const factory = findBackendFactory(name);
  if (!factory) return;
  removeBackend(name);
  registerBackend(name, factory);
}

/** tfjs puts another backend in place of one that fails to start, silently: so look what it took. */
async function activate(name: BackendName): Promise<void> {
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
