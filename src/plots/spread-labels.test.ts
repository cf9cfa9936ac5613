import { describe, expect, it } from 'vitest';
import { spreadLabels } from './spread-labels';

describe('spreadLabels', () => {
  it('leaves labels that do not touch where they are', () => {
    expect(spreadLabels([10, 100, 50], 15, 0, 200)).toEqual([10, 100, 50]);
  });
  it('moves touching labels apart around their common centre and keeps their order', () => {
    expect(spreadLabels([51, 49, 120], 20, 0, 200)).toEqual([60, 40, 120]);
  });
  it('carries a push on to the next neighbour', () => {
    const placed = spreadLabels([50, 52, 68], 20, 0, 200);
    expect(placed[1]).toBeCloseTo((placed[0] as number) + 20);
    expect(placed[2]).toBeCloseTo((placed[1] as number) + 20);
  });
  it('stays inside while there is room', () => {
    expect(spreadLabels([0, 1], 20, 0, 100)).toEqual([0, 20]);
    expect(spreadLabels([99, 100], 20, 0, 100)).toEqual([80, 100]);
  });
  it('answers nothing with nothing', () => {
    expect(spreadLabels([], 20, 0, 100)).toEqual([]);
  });
});
