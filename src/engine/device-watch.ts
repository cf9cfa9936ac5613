/** Gives what goes wrong on a device its name: calls reject with `DeviceLostError` or `OutOfMemoryError`, and never hang. */

import { backend, getBackend } from '@tensorflow/tfjs-core';
import { DeviceLostError, OutOfMemoryError } from './device-lost';
import type { Executor } from './executor';

/** A call may fail a moment before the browser says that the device is gone. */
const GRACE_MILLISECONDS = 200;

export class DeviceWatch {
  private isLost = false;
  private readonly lost: Promise<never> | null;

  /** Without a device there is none to lose. */
  constructor(device: Pick<GPUDevice, 'lost'> | null) {
    const lost = device?.lost.then(({ message }) => {
      this.isLost = true;
      throw new DeviceLostError(message || 'the browser gave no reason');
    });
    this.lost = lost ?? null;
    // Calls are told of it when they wait for it; nobody need.
    this.lost?.catch(() => undefined);
  }

  /** Of the backend that is set. */
  static ofBackend(): DeviceWatch {
    return new DeviceWatch(getBackend() === 'webgpu' ? (backend() as unknown as { device: GPUDevice }).device : null);
  }

  /** The executor with every call watched. */
  over(executor: Executor): Executor {
    return {
      kind: executor.kind,
      ...(executor.cost && { cost: executor.cost }),
      get latest() {
        return executor.latest;
      },
      beginEpoch: (order) => this.call(() => executor.beginEpoch(order)),
      step: (settings) => this.wait(() => executor.step(settings)),
      totals: () => this.wait(() => executor.totals()),
      probabilities: (examples, signal) => this.wait(() => executor.probabilities(examples, signal), signal),
      setClassWeights: (weights) => this.call(() => executor.setClassWeights(weights)),
      snapshot: () => this.wait(() => executor.snapshot()),
      restore: (state) => this.call(() => executor.restore(state)),
      dispose: () => this.call(() => executor.dispose()),
    };
  }

  /** What `act` resolves with. */
  async wait<Value>(act: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    try {
      return await (this.lost ? Promise.race([act(), this.lost]) : act());
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      if (this.lost && !this.isLost) await Promise.race([this.lost.catch(() => undefined), grace()]);
      throw this.named(thrown);
    }
  }

  private call<Value>(act: () => Value): Value {
    try {
      return act();
    } catch (thrown) {
      throw this.named(thrown);
    }
  }

  private named(thrown: unknown): unknown {
    if (thrown instanceof DeviceLostError || thrown instanceof OutOfMemoryError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (this.isLost) return new DeviceLostError(message);
    return OUT_OF_MEMORY.test(message) ? new OutOfMemoryError(message) : thrown;
  }
}

/** As engines say it: "Array buffer allocation failed", "Cannot enlarge memory arrays", "abort(OOM)". */
const OUT_OF_MEMORY = /out of memory|allocation failed|cannot enlarge memory|\boom\b/i;

function grace(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, GRACE_MILLISECONDS));
}
