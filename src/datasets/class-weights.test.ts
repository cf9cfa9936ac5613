import { expect, it } from 'vitest';
import { classWeights } from './class-weights';

it('weighs classes so that the mean over the beats is 1', () => {
  for (const weighting of ['none', 'root', 'balanced'] as const) {
    const weights = classWeights([900, 90, 9, 0], weighting);
    const mean = (900 * (weights[0] as number) + 90 * (weights[1] as number) + 9 * (weights[2] as number)) / 999;
    expect(mean).toBeCloseTo(1);
    expect(weights[3]).toBe(0);
  }
  const [n, , v] = classWeights([900, 90, 9, 0], 'balanced') as [number, number, number];
  expect(v / n).toBeCloseTo(100);
  const [rootN, , rootV] = classWeights([900, 90, 9, 0], 'root') as [number, number, number];
  expect(rootV / rootN).toBeCloseTo(10);
});
