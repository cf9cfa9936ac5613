import { describe, expect, it } from 'vitest';
import { stretchAround } from './chosen-stretch';

describe('stretchAround', () => {
  it('shows half as much again on either side', () => {
    expect(stretchAround(100, 110, 1800)).toEqual({ fromSeconds: 95, toSeconds: 115 });
  });

  it('shows four seconds at least and five minutes at most', () => {
    expect(stretchAround(100, 100.1, 1800)).toEqual({ fromSeconds: 98.05, toSeconds: 102.05 });
    expect(stretchAround(0, 1800, 1800)).toEqual({ fromSeconds: 750, toSeconds: 1050 });
  });

  it('stays within the recording', () => {
    expect(stretchAround(0, 1, 1800)).toEqual({ fromSeconds: 0, toSeconds: 4 });
    expect(stretchAround(1799, 1800, 1800)).toEqual({ fromSeconds: 1796, toSeconds: 1800 });
    expect(stretchAround(0, 2, 3)).toEqual({ fromSeconds: 0, toSeconds: 3 });
  });
});
