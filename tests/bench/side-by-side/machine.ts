/** Where the bench runs, as far as its numbers depend on it. */

import { availableParallelism, cpus, release, totalmem } from 'node:os';
import type { Platform } from '../../../src/engine/backends';
import { isSoftware } from '../../../src/engine/backends';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export interface Adapter {
  readonly description: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  /** True where it computes on the CPU. */
  readonly software: boolean;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${process.platform} ${process.arch} ${release()}`,
    node: process.versions.node,
  };
}

/** The adapter that WebGPU offers here; null where there is none. Throws where there is no WebGPU at all. */
export async function findAdapter(platform: Platform): Promise<Adapter | null> {
  nameNavigator();
  await platform.provideWebgpu?.();
  const info = (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }))?.info;
  if (!info) return null;
  const { description, vendor, architecture, device } = info;
  return { description, vendor, architecture, device, software: isSoftware(info) };
}

/** jax-js asks for the browser's name; Node 20 has no navigator at all. */
function nameNavigator(): void {
  if ('navigator' in globalThis) return;
  const value = { userAgent: `Node.js/${process.versions.node}` };
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true, writable: true });
}
