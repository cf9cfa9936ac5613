import { describe, expect, it } from 'vitest';
import { Deadline, OutOfTimeError } from './deadline';

const never = new Promise<never>(() => undefined);

describe('a deadline', () => {
  it('passes on what is done in time, be it a failure', async () => {
    const deadline = new Deadline(10, undefined);
    expect(await deadline.within(Promise.resolve(3))).toBe(3);
    await expect(deadline.within(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(deadline.secondsLeft).toBeGreaterThan(0);
  });

  it('waits no longer than it says', async () => {
    // Many at once: a timer that fires a fraction of a millisecond early does so now and then only.
    const lengths = Array.from({ length: 200 }, (_, index) => 0.01 + index * 0.00013);
    await Promise.all(
      lengths.map(async (seconds) => {
        const deadline = new Deadline(seconds, undefined);
        await expect(deadline.within(never)).rejects.toThrow(new OutOfTimeError(seconds));
        expect(deadline.secondsLeft).toBe(0);
      }),
    );
  });

  it('ends with the signal, before and while it waits', async () => {
    const stop = new AbortController();
    const deadline = new Deadline(10, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 5);
    await expect(deadline.within(never)).rejects.toThrow('enough');
    await expect(deadline.within(Promise.resolve(3))).rejects.toThrow('enough');
  });
});
