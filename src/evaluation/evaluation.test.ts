import { describe, expect, it } from 'vitest';
import type { Predictions } from '../domain/evaluation';
import { averageProbabilities, fitWeights, weightCurve, withWeight } from './late-weights';
import { crossEntropyOf, evaluate } from './metrics';

const CLASSES = ['N', 'S', 'V', 'F'] as const;

function predictions(labels: number[], rows: number[][]): Predictions {
  return { labels: Uint8Array.from(labels), probabilities: Float32Array.from(rows.flat()), classCount: 4 };
}
const sure = (index: number): number[] => [0, 1, 2, 3].map((at) => (at === index ? 0.97 : 0.01));

describe('metrics', () => {
  // Worked by hand: true N N N S V V F, called N N S S V N V.
  const judged = evaluate(predictions([0, 0, 0, 1, 2, 2, 3], [0, 0, 1, 1, 2, 0, 2].map(sure)), CLASSES);

  it('counts true against called', () => {
    expect(judged.confusion).toEqual([
      [2, 1, 0, 0],
      [0, 1, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 1, 0],
    ]);
  });
  it('gives Se, +P and F1 of each class', () => {
    expect(judged.perClass.N).toEqual({ se: 2 / 3, ppv: 2 / 3, f1: 2 / 3, support: 3 });
    expect(judged.perClass.S).toEqual({ se: 1, ppv: 1 / 2, f1: 2 / 3, support: 1 });
    expect(judged.perClass.F).toEqual({ se: 0, ppv: Number.NaN, f1: 0, support: 1 });
  });
  it('averages over the classes that are present', () => {
    expect(judged.accuracy).toBeCloseTo(4 / 7);
    expect(judged.balancedAccuracy).toBeCloseTo((2 / 3 + 1 + 1 / 2 + 0) / 4);
    expect(judged.macroF1).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 2 + 0) / 4);
    const withoutF = evaluate(predictions([0, 1], [0, 1].map(sure)), CLASSES);
    expect(withoutF.macroF1).toBe(1);
  });
  it('takes the natural logarithm', () => {
    expect(crossEntropyOf(predictions([0], [[0.5, 0.5, 0, 0]]))).toBeCloseTo(Math.LN2);
    const uneven = predictions(
      [0, 1],
      [
        [0.5, 0.5, 0, 0],
        [0, 0.25, 0.75, 0],
      ],
    );
    expect(crossEntropyOf(uneven, [3, 1, 1, 1])).toBeCloseTo((3 * Math.LN2 + 2 * Math.LN2) / 4);
  });
});

describe('late weights', () => {
  const right = predictions([0, 1, 2, 3], [0, 1, 2, 3].map(sure));
  const wrong = predictions([0, 1, 2, 3], [1, 2, 3, 0].map(sure));

  it('averages probabilities with normalised weights', () => {
    const both = averageProbabilities([right, wrong], [3, 1]);
    expect(both.probabilities[0]).toBeCloseTo(0.75 * 0.97 + 0.25 * 0.01);
  });
  it('keeps the proportion of the others', () => {
    expect(withWeight([0.5, 0.25, 0.25], 0, 0.8)).toEqual([0.8, expect.closeTo(0.1), expect.closeTo(0.1)]);
    expect(withWeight([1, 0], 0, 0.25)).toEqual([0.25, 0.75]);
  });
  it('finds the member that is right', () => {
    const [weight] = fitWeights([wrong, right]);
    expect(weight).toBeLessThan(0.5);
    expect(weightCurve([wrong, right], [0.5, 0.5], 0).accuracy.at(-1)).toBe(0);
    expect(weightCurve([wrong, right], [0.5, 0.5], 0).accuracy[0]).toBe(1);
  });
  it('keeps equal weights where nothing is better', () => {
    expect(fitWeights([right, right])).toEqual([0.5, 0.5]);
  });
  it('ends where there is nothing to fit on', () => {
    const none = predictions([], []);
    expect(fitWeights([none, none])).toEqual([0.5, 0.5]);
  });
  it('refuses weights that do not match', () => {
    expect(() => averageProbabilities([right], [0.5, 0.5])).toThrow(/1 members cannot be averaged with 2 weights/);
  });
});
