import { describe, expect, it } from 'vitest';
import { DivergedError, DivergenceWatch, requireFinite } from './divergence';
import type { Totals } from './executor';

const totals = (beats: number, loss: number, energy = 1): Totals => ({ beats, loss, hits: 0, energies: [energy] });
const watch = (trainingBeats = 100_000) => new DivergenceWatch({ classes: 4, trainingBeats });

describe('divergence', () => {
  it.each([
    ['a loss that is NaN', totals(64, Number.NaN)],
    ['a loss that is infinite', totals(64, Number.POSITIVE_INFINITY)],
    ['a gradient that is NaN', totals(64, 100, Number.NaN)],
  ])('is %s, at once', (_name, found) => {
    expect(() => watch().check(found)).toThrow(DivergedError);
  });

  it('is a loss beyond guessing over two windows, not over one', () => {
    const watching = watch();
    watching.check(totals(512, 512 * 9));
    expect(() => watching.check(totals(1024, 1024 * 9))).toThrow(/a loss of 9\.00/);
    const recovering = watch();
    recovering.check(totals(512, 512 * 9));
    recovering.check(totals(1024, 512 * 9 + 512 * 2));
    recovering.check(totals(1536, 512 * 9 + 512 * 2 + 512 * 9));
  });

  it('is not one batch of rare beats that weigh much', () => {
    const watching = watch();
    for (let step = 1; step <= 100; step++) watching.check(totals(64 * step, 64 * step + (step > 3 ? 64 * 30 : 0)));
  });

  it('judges a small training set by the epoch', () => {
    const watching = watch(48);
    watching.check(totals(48, 48 * 9));
    watching.beginEpoch();
    watching.check(totals(16, 16 * 9));
    expect(() => watching.check(totals(48, 48 * 9))).toThrow(DivergedError);
  });

  it('is weights or statistics that are not numbers', () => {
    const right = { steps: 1, parameters: Float32Array.of(1), firstMoment: Float32Array.of(0) };
    const state = { ...right, secondMoment: Float32Array.of(0), statistics: Float32Array.of(1) };
    requireFinite(state);
    expect(() => requireFinite({ ...state, parameters: Float32Array.of(Number.NaN) })).toThrow(DivergedError);
    expect(() => requireFinite({ ...state, statistics: Float32Array.of(Infinity) })).toThrow(DivergedError);
  });
});
