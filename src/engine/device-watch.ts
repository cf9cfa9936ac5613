/** Gives what goes wrong on a device its name: calls reject with `DeviceLostError` or `OutOfMemoryError`, and never hang. */

import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, getBackend } from '@tensorflow/tfjs-core';
import { DeviceLostError, OutOfMemoryError } from './device-lost';
import type { Executor } from './executor';

/** A call may fail a moment before the browser says that the device is gone. */
const GRACE_MILLISECONDS = 200;

/** What can be lost under a training. */
export interface Losable {
  /** Resolves when it is. */
  readonly lost: Promise<{ readonly message: string }>;
  /** Knows it at once, where `lost` may tell later than a call returns: a lost WebGL context computes zeros and fails nothing. */
  readonly isLost?: () => boolean;
}

export class DeviceWatch {
  private hasBeenTold = false;
  private readonly lost: Promise<never> | null;

  /** Without a device there is none to lose. */
  constructor(private readonly device: Losable | null) {
    const lost = device?.lost.then(({ message }) => {
      this.hasBeenTold = true;
      throw new DeviceLostError(message || 'the browser gave no reason');
    });
    this.lost = lost ?? null;
    // Calls are told of it when they wait for it; nobody need.
    this.lost?.catch(() => undefined);
  }

  /** Of the backend that is set. */
  static ofBackend(): DeviceWatch {
    switch (getBackend()) {
      case 'webgpu':
        return new DeviceWatch((backend() as unknown as { device: GPUDevice }).device);
      case 'webgl':
        return new DeviceWatch(losableContext((backend() as MathBackendWebGL).gpgpu.gl));
      default:
        return new DeviceWatch(null);
    }
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
      return this.trusted(await (this.lost ? Promise.race([act(), this.lost]) : act()));
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      if (this.lost && !this.isLost()) await Promise.race([this.lost.catch(() => undefined), grace()]);
      throw this.named(thrown);
    }
  }

  private call<Value>(act: () => Value): Value {
    try {
      return this.trusted(act());
    } catch (thrown) {
      throw this.named(thrown);
    }
  }

  private isLost(): boolean {
    return this.hasBeenTold || this.device?.isLost?.() === true;
  }

  /** What a call came to, unless the device was gone by then. */
  private trusted<Value>(value: Value): Value {
    if (this.isLost()) throw new DeviceLostError('the browser took it away');
    return value;
  }

  private named(thrown: unknown): unknown {
    if (thrown instanceof DeviceLostError || thrown instanceof OutOfMemoryError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (this.isLost()) return new DeviceLostError(message);
    return OUT_OF_MEMORY.test(message) ? new OutOfMemoryError(message) : thrown;
  }
}

/** As engines say it: "Array buffer allocation failed", "Cannot enlarge memory arrays", "abort(OOM)". */
const OUT_OF_MEMORY = /out of memory|allocation failed|cannot enlarge memory|\boom\b/i;

/** A context, whose canvas is told of its loss. */
function losableContext(context: WebGLRenderingContext): Losable {
  const lost = new Promise<{ readonly message: string }>((resolve) => {
    context.canvas.addEventListener(
      'webglcontextlost',
      (event) => resolve({ message: (event as WebGLContextEvent).statusMessage || 'the WebGL context was lost' }),
      { once: true },
    );
  });
  return { lost, isLost: () => context.isContextLost() };
}

function grace(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, GRACE_MILLISECONDS));
}
