/** Counts what any WebGPU program does, by standing between it and the device: one ruler for all contenders. */

/** Puts `replacement` in the place of a method while `work` runs. */
async function during<Owner extends object, Key extends keyof Owner, Result>(
  owner: Owner,
  key: Key,
  replacement: (original: Owner[Key]) => Owner[Key],
  work: () => Promise<Result>,
): Promise<Result> {
  const original = owner[key];
  owner[key] = replacement(original);
  try {
    return await work();
  } finally {
    owner[key] = original;
  }
}

/** Compute dispatches that `work` records, on whatever device. */
export async function countDispatches(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const counting = <Method extends (...args: never[]) => unknown>(original: Method): Method =>
    function (this: unknown, ...args: Parameters<Method>) {
      count += 1;
      return original.apply(this, args);
    } as Method;
  const { prototype } = GPUComputePassEncoder;
  await during(prototype, 'dispatchWorkgroups', counting, () =>
    during(prototype, 'dispatchWorkgroupsIndirect', counting, work),
  );
  return count;
}

/** The most bytes of buffers made during `work` that were alive at once (null without WebGPU), and what it resolves with. */
export async function measurePeakBytes<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly peakGpuBytes: number | null }> {
  if (typeof GPUDevice === 'undefined') return { result: await work(), peakGpuBytes: null };
  const alive = new WeakMap<GPUBuffer, number>();
  let live = 0;
  let peakGpuBytes = 0;
  const result = await during(
    GPUDevice.prototype,
    'createBuffer',
    (create) =>
      function (this: GPUDevice, descriptor: GPUBufferDescriptor) {
        const buffer = create.call(this, descriptor);
        alive.set(buffer, descriptor.size);
        live += descriptor.size;
        peakGpuBytes = Math.max(peakGpuBytes, live);
        return buffer;
      },
    () =>
      during(
        GPUBuffer.prototype,
        'destroy',
        (destroy) =>
          function (this: GPUBuffer) {
            live -= alive.get(this) ?? 0;
            alive.delete(this);
            return destroy.call(this);
          },
        work,
      ),
  );
  return { result, peakGpuBytes };
}
