import { describe, expect, it } from 'vitest';
import { member } from '../../tests/fixtures/late-member';
import type { Predictions } from '../domain/evaluation';
import { weightCurve } from './late-weights';
import { SWEEP_STEPS, sweepWeight } from './weight-sweep';

describe('sweep of one weight', () => {
  const members = [member(4000, 2), member(4000, 3), member(4000, 4)];

  it.each([0, 1, 2])('agrees with averaging at every step, member %d', (index) => {
    const weights = [0.2, 0.5, 0.3];
    const slow = weightCurve(members, weights, index, SWEEP_STEPS);
    const fast = sweepWeight(members, weights, index);
    // Averaging rounds to float32, so a beat on the edge may fall to the other side.
    slow.accuracy.forEach((accuracy, step) => {
      expect(Math.abs((fast[step] as number) - accuracy)).toBeLessThanOrEqual(2 / 4000);
    });
  });
  it('finds that weights matter', () => {
    const accuracies = sweepWeight(members, [1, 1, 1], 0);
    expect(Math.max(...accuracies)).toBeGreaterThan((accuracies[SWEEP_STEPS] as number) + 0.02);
  });
  it('settles ties for the first class, as calling does', () => {
    const tie = (label: number): Predictions => ({
      labels: Uint8Array.of(label),
      probabilities: Float32Array.of(0.5, 0.5),
      classCount: 2,
    });
    expect(sweepWeight([tie(0), tie(0)], [0.5, 0.5], 0)[50]).toBe(1);
    expect(sweepWeight([tie(1), tie(1)], [0.5, 0.5], 0)[50]).toBe(0);
  });
  it('is flat for a member without others', () => {
    expect(new Set(sweepWeight([member(50, 2)], [1], 0)).size).toBe(1);
  });
});
