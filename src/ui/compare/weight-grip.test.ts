import { describe, expect, it } from 'vitest';
import { withWeight } from '../../evaluation/late-weights';
import { gripOn, proportionKey } from './weight-grip';

const FITTED = [0.2, 0.5, 0.3];

describe('grip on a weight', () => {
  it('is held along its curve, also from a weight of 1, where the others have no proportion left', () => {
    const grip = gripOn(FITTED, { member: 1, others: FITTED });
    for (const weight of [0, 0.37, 1]) expect(gripOn(withWeight(FITTED, 1, weight), grip)).toBe(grip);
    expect(withWeight(gripOn(withWeight(FITTED, 1, 1), grip).others, 1, 0.5)).toEqual(
      FITTED.map((each) => expect.closeTo(each)),
    );
  });
  it('is taken anew where the weights were changed otherwise', () => {
    const moved = [0.6, 0.1, 0.3];
    expect(gripOn(moved, { member: 1, others: FITTED })).toEqual({ member: 1, others: moved });
    expect(gripOn(FITTED, null)).toEqual({ member: 0, others: FITTED });
  });
  it('has the same curve for the same proportion of the others only', () => {
    const key = (others: readonly number[]) => proportionKey({ member: 1, others });
    expect(key(withWeight(FITTED, 1, 0.9))).toBe(key(FITTED));
    expect(key(withWeight(FITTED, 0, 0.9))).not.toBe(key(FITTED));
  });
});
