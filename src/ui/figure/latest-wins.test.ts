import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLatestWins } from './latest-wins';

describe('latest wins', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('draws at most ten times a second, the first at once and always the newest', async () => {
    const drawn: number[] = [];
    const limit = createLatestWins(100);
    for (let frame = 0; frame < 100; frame++) {
      limit.request(async () => void drawn.push(frame));
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(200);
    expect(drawn[0]).toBe(0);
    expect(drawn.at(-1)).toBe(99);
    expect(drawn.length).toBeLessThanOrEqual(11);
  });

  it('never starts one before the last has ended, however long it takes', async () => {
    let atOnce = 0;
    let most = 0;
    const slow = async (): Promise<void> => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 350));
      atOnce -= 1;
    };
    const limit = createLatestWins(100);
    for (let frame = 0; frame < 20; frame++) {
      limit.request(slow);
      await vi.advanceTimersByTimeAsync(60);
    }
    expect(most).toBe(1);
  });

  it('draws nothing after it was cancelled', async () => {
    const drawn: string[] = [];
    const limit = createLatestWins(100);
    limit.request(async () => void drawn.push('first'));
    limit.request(async () => void drawn.push('second'));
    limit.cancel();
    await vi.advanceTimersByTimeAsync(500);
    expect(drawn).toEqual(['first']);
  });
});
