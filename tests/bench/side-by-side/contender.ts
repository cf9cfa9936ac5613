/** What takes part in the bench: something that trains the same models, from the same weights, on the same batches. */

import type { SpeedModel } from '../../../src/study/speed-models';

export const ENGINES = ['lab', 'tfjs', 'jax-js', 'pytorch'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface Contender {
  readonly engine: EngineName;
  /** `webgpu`, `cpu, 1 thread`, `cuda, NVIDIA H200`. */
  readonly backend: string;
  /** Trains this many steps and reads after each the loss that it began with; the first call begins at the first batch. */
  losses(steps: number): Promise<readonly number[]>;
  /** Trains this many steps and waits for the device; resolves with the seconds that it took. */
  train(steps: number): Promise<number>;
  /** Milliseconds that it takes to hand one step to an idle device; null where the step itself runs meanwhile. */
  issue(): Promise<number | null>;
  /** Kernels that one step starts: dispatches on WebGPU, kernels of the library elsewhere; null where nobody counts. */
  launches(): Promise<number | null>;
  /** What the library itself says of its peak; left out where `measurePeakBytes` sees every buffer. */
  peakGpuBytes?(): Promise<number | null>;
  dispose(): Promise<void>;
}

/** A model at one batch size. */
export interface Case {
  readonly model: SpeedModel;
  readonly batch: number;
  readonly batches: readonly RivalBatch[];
}

/** One batch as any library takes it. */
export interface RivalBatch {
  /** By representation: `[beat, ...shape]`, row-major, normalised. */
  readonly inputs: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  /** `[beat]` index into the classes. */
  readonly labels: Uint8Array;
}

/** Opens a contender for a case; what it throws is why it cannot take part. */
export interface Entrant {
  readonly engine: EngineName;
  readonly backend: string;
  open(trial: Case): Promise<Contender>;
}

/** Seconds that a promise took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/**
 * Milliseconds that this thread was busy with handing `work` to the device: until the event loop came round again, with
 * all that libraries leave to microtasks. Waits for the work itself before it resolves.
 */
export async function busyMilliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  const issued = work();
  await new Promise((resolve) => setImmediate(resolve));
  const milliseconds = performance.now() - started;
  await issued;
  return milliseconds;
}
