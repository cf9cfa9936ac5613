import { describe, expect, it } from 'vitest';
import { DeviceLostError, OutOfMemoryError } from './device-lost';
import { DeviceWatch } from './device-watch';
import type { Executor } from './executor';
import { NO_TOTALS } from './totals';

const STEP = { from: 0, count: 1, learningRate: 1, weightDecay: 0, gradientClip: 1 };

function device(): { readonly lost: Promise<GPUDeviceLostInfo>; lose: (message: string) => void } {
  let lose: (message: string) => void = () => undefined;
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
    lose = (message) => resolve({ message, reason: 'unknown' } as GPUDeviceLostInfo);
  });
  return { lost, lose };
}
const executorThat = (change: Partial<Executor>): Executor => ({ kind: 'ops', ...change }) as Executor;

describe('a watch over a device', () => {
  it('ends a call that hangs when the device is lost', async () => {
    const lossy = device();
    const watched = new DeviceWatch(lossy).over(executorThat({ step: () => new Promise(() => undefined) }));
    const step = watched.step(STEP);
    lossy.lose('unplugged');
    await expect(step).rejects.toThrow(new DeviceLostError('unplugged'));
  });

  it('knows why a call failed a moment before the loss was told', async () => {
    const lossy = device();
    const watched = new DeviceWatch(lossy).over(
      executorThat({ totals: () => Promise.reject(new Error('AbortError')), dispose: () => explode() }),
    );
    const totals = watched.totals();
    setTimeout(() => lossy.lose('crashed'), 20);
    await expect(totals).rejects.toBeInstanceOf(DeviceLostError);
    expect(() => watched.dispose()).toThrow(DeviceLostError);
  });

  it('takes nothing from a device that computes on although it is gone', async () => {
    let gone = false;
    const silent = { lost: new Promise<never>(() => undefined), isLost: () => gone };
    const watched = new DeviceWatch(silent).over(
      executorThat({ totals: async () => NO_TOTALS, beginEpoch: () => undefined }),
    );
    expect(await watched.totals()).toBe(NO_TOTALS);
    gone = true;
    await expect(watched.totals()).rejects.toBeInstanceOf(DeviceLostError);
    expect(() => watched.beginEpoch(new Uint32Array(0))).toThrow(DeviceLostError);
  });

  it('names a lack of memory, and lets every other error through', async () => {
    const failing = (message: string) =>
      new DeviceWatch(null).over(executorThat({ step: () => Promise.reject(new RangeError(message)) })).step(STEP);
    await expect(failing('Array buffer allocation failed')).rejects.toBeInstanceOf(OutOfMemoryError);
    await expect(failing('abort(OOM)')).rejects.toBeInstanceOf(OutOfMemoryError);
    await expect(failing('no room for doubt')).rejects.toBeInstanceOf(RangeError);
  });
});

function explode(): never {
  throw new Error('the buffer is gone');
}
