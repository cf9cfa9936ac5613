import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLatestWins } from './latest-wins';

describe('latest wins', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('draws at most ten times a second, the first at once and always the newest', () => {
    const drawn: number[] = [];
    const limit = createLatestWins(100, () => Date.now());
    for (let frame = 0; frame < 100; frame++) {
      limit.request(() => drawn.push(frame));
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(200);
    expect(drawn[0]).toBe(0);
    expect(drawn.at(-1)).toBe(99);
    expect(drawn.length).toBeLessThanOrEqual(11);
  });

  it('draws nothing after it was cancelled', () => {
    const drawn: string[] = [];
    const limit = createLatestWins(100, () => Date.now());
    limit.request(() => drawn.push('first'));
    limit.request(() => drawn.push('second'));
    limit.cancel();
    vi.advanceTimersByTime(500);
    expect(drawn).toEqual(['first']);
  });
});
