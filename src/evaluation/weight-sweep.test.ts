import { describe, expect, it } from 'vitest';
import type { Predictions } from '../domain/evaluation';
import { createRandom } from '../domain/random';
import { averageProbabilities, weightCurve, withWeight } from './late-weights';
import { evaluate } from './metrics';
import { SWEEP_STEPS, sweepWeight } from './weight-sweep';

const CLASSES = ['N', 'S', 'V', 'F'] as const;

/** Noise with a lean to the right class: members that err on different beats. */
function member(beats: number, seed: number): Predictions {
  const truth = createRandom(1);
  const random = createRandom(seed);
  const labels = Uint8Array.from({ length: beats }, () => truth.integer(4));
  const probabilities = new Float32Array(beats * 4);
  for (let beat = 0; beat < beats; beat++) {
    const scores = CLASSES.map((_, at) => Math.exp(random.normal() + (at === labels[beat] ? 1 : 0)));
    const total = scores.reduce((sum, score) => sum + score, 0);
    scores.forEach((score, at) => {
      probabilities[beat * 4 + at] = score / total;
    });
  }
  return { labels, probabilities, classCount: 4 };
}

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
  it('keeps a move of the slider within a frame: 50,000 beats, 3 members', () => {
    const many = [member(50_000, 2), member(50_000, 3), member(50_000, 4)];
    const move = (step: number): void => {
      const weights = withWeight([0.2, 0.5, 0.3], 0, step / 100);
      evaluate(averageProbabilities(many, weights), CLASSES);
    };
    const millisecondsOf = (work: () => void): number => {
      const times = Array.from({ length: 9 }, () => {
        const began = performance.now();
        work();
        return performance.now() - began;
      });
      return Math.min(...times);
    };
    move(0);
    const moving = millisecondsOf(() => move(37));
    const sweeping = millisecondsOf(() => sweepWeight(many, [0.2, 0.5, 0.3], 1));
    console.info(`50,000 beats, 3 members: move ${moving.toFixed(1)} ms, sweep ${sweeping.toFixed(1)} ms`);
    // Twice a frame of 16 ms, so that a busy machine does not fail what is measured at a quarter of it.
    expect(moving + sweeping).toBeLessThan(32);
  });
});
