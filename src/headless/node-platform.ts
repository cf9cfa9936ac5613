import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Platform } from '../engine/backend-chain';
import { NODE_KERNELS } from './node-kernels';

/** tfjs in Node: WASM binaries from the installed package, WebGPU from Dawn (the `webgpu` package). */
export function nodePlatform(): Platform {
  const require = createRequire(import.meta.url);
  return {
    wasmPaths: `${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`,
    kernels: NODE_KERNELS,
    provideWebgpu,
  };
}

async function provideWebgpu(): Promise<void> {
  if ('gpu' in navigatorOf()) return;
  const { create, globals } = await import('webgpu').catch(() => {
    throw new Error('the npm package "webgpu" (Dawn) is not installed for this system.');
  });
  Object.assign(globalThis, globals);
  Object.defineProperty(navigatorOf(), 'gpu', { value: create([]), configurable: true });
  // tfjs looks for a worker's `self` when there is no window.
  Object.assign(globalThis, { self: globalThis });
}

/** Node 20 has no `navigator`. */
function navigatorOf(): object {
  if (!('navigator' in globalThis))
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true });
  return globalThis.navigator;
}
