import { describe, expect, it } from 'vitest';
import { kaiserWindow, periodicWindow, TAPERS } from './windows';

describe('periodicWindow', () => {
  it.each(TAPERS)('%s is symmetric about half its period and has one peak of 1', (taper) => {
    const window = periodicWindow(taper, 64);
    for (let index = 1; index < 64; index++) expect(window[index]).toBeCloseTo(window[64 - index] as number, 12);
    expect(window[32]).toBeCloseTo(1, 12);
    expect(Math.max(...window)).toBeCloseTo(1, 12);
  });

  it('hann adds up to a constant at half overlap', () => {
    const window = periodicWindow('hann', 64);
    for (let index = 0; index < 32; index++) {
      expect((window[index] as number) + (window[index + 32] as number)).toBeCloseTo(1, 12);
    }
  });
});

describe('kaiserWindow', () => {
  it('is symmetric, 1 in the middle and 1 / I0(beta) at its ends', () => {
    const window = kaiserWindow(20, 5);
    expect(window).toHaveLength(41);
    expect(window[20]).toBe(1);
    expect(window[0]).toBeCloseTo(1 / 27.239871823604442, 14);
    expect(window[3]).toBe(window[37]);
  });
});
