import { describe, expect, it } from 'vitest';
import { afterEpoch, cosineRate, NO_PLATEAU, rateAt } from './learning-rate';

const SETTINGS = { schedule: 'plateau', plateauFactor: 0.5, plateauPatience: 2 } as const;
const factorsAfter = (...losses: number[]): number[] => {
  let state = NO_PLATEAU;
  return losses.map((loss) => {
    state = afterEpoch(state, loss, SETTINGS);
    return state.factor;
  });
};

describe('a learning rate', () => {
  const at = (step: number) => ({ step, totalSteps: 10, plateau: NO_PLATEAU });

  it('stays at its peak where it is constant', () => {
    expect([0, 5, 9].map((step) => rateAt('constant', 0.02, at(step)))).toEqual([0.02, 0.02, 0.02]);
  });

  it('falls along half a cosine', () => {
    expect([0, 5, 10].map((step) => cosineRate(0.02, step, 10))).toEqual([0.02, 0.01, 0]);
    expect(rateAt('cosine', 0.02, at(3))).toBe(cosineRate(0.02, 3, 10));
  });

  it('is lowered when the validation loss stood still for as long as patience lasts, and again', () => {
    expect(factorsAfter(1, 0.9, 0.95, 0.9, 0.91, 0.92)).toEqual([1, 1, 1, 0.5, 0.5, 0.25]);
    expect(rateAt('plateau', 0.02, { ...at(3), plateau: { ...NO_PLATEAU, factor: 0.25 } })).toBe(0.005);
  });

  it('stays where the loss falls in time', () => {
    expect(factorsAfter(1, 1.1, 0.9, 0.95, 0.8)).toEqual([1, 1, 1, 1, 1]);
  });

  it('takes a loss that is not a number for no fall', () => {
    expect(factorsAfter(1, Number.NaN, Number.NaN)).toEqual([1, 1, 0.5]);
  });
});
