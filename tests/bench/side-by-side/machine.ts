/** Where the bench runs, as far as its numbers depend on it. */

import { availableParallelism, type CpuInfo, cpus, release, totalmem } from 'node:os';
import type { Platform } from '../../../src/engine/backend-chain';
import { isSoftware } from '../../../src/engine/start-backend';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** Cores that other programs kept busy just before the bench began: then its numbers are too low, and not evenly so. */
  readonly busyCores: number;
}

export interface Adapter {
  readonly description: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  /** True where it computes on the CPU. */
  readonly software: boolean;
}

/** Looks for a second at what else runs. */
export async function describeMachine(): Promise<Machine> {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${process.platform} ${process.arch} ${release()}`,
    node: process.versions.node,
    busyCores: await busyCores(),
  };
}

async function busyCores(): Promise<number> {
  const before = cpus();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return cpus().reduce((sum, { times }, core) => sum + busyShare(times, before[core]?.times ?? times), 0);
}

type Times = CpuInfo['times'];

/** Share of the time between two looks at a core in which it did something. */
function busyShare(now: Times, before: Times): number {
  const all = Object.keys(now).reduce((sum, kind) => sum + now[kind as keyof Times] - before[kind as keyof Times], 0);
  return all === 0 ? 0 : 1 - (now.idle - before.idle) / all;
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
