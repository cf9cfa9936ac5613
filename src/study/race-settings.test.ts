import { beforeAll, describe, expect, it } from 'vitest';
import { ofKind, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import { startEngine } from '../engine/backends';
import { nodePlatform } from '../headless/node-platform';
import type { RaceCheckpoint } from './race-checkpoint';

describe('training settings', () => {
  beforeAll(async () => {
    await startEngine('wasm', nodePlatform());
  });

  const ratesOf = async (training: Parameters<typeof tinySpec>[1]): Promise<number[]> => {
    const { events } = await tinyRace(tinySpec(['rhythm'], training));
    return ofKind(events, 'progress').map(({ learningRate }) => learningRate);
  };

  it('has a schedule: constant, cosine, or lowered on a plateau', async () => {
    expect(new Set(await ratesOf({ schedule: 'constant' }))).toEqual(new Set([0.01]));
    const cosine = await ratesOf({ schedule: 'cosine' });
    expect(cosine[0]).toBe(0.01);
    expect(cosine.every((rate, step) => step === 0 || rate < (cosine[step - 1] as number))).toBe(true);
    // At a rate of 0.5 the validation loss does not fall for long.
    const training = {
      schedule: 'plateau',
      plateauPatience: 1,
      plateauFactor: 0.1,
      learningRate: 0.5,
      epochs: 8,
    } as const;
    const { events } = await tinyRace(tinySpec(['rhythm'], training));
    const losses = ofKind(events, 'epoch').map(({ validationLoss }) => validationLoss);
    let rate = 0.5;
    const expected = losses.map((loss, epoch) => {
      const before = rate;
      if (epoch > 0 && loss >= Math.min(...losses.slice(0, epoch))) rate *= 0.1;
      return before;
    });
    const found = ofKind(events, 'progress').filter(({ epochFraction }) => epochFraction === 1);
    for (const [epoch, { learningRate }] of found.entries())
      expect(learningRate).toBeCloseTo(expected[epoch] as number, 12);
    expect(rate).toBeLessThan(0.5);
  });

  it('stops early, takes back the best weights, and says so', async () => {
    const checkpoints: RaceCheckpoint[] = [];
    const spec = tinySpec(['rhythm'], { earlyStoppingPatience: 2, learningRate: 0.3, epochs: 40 });
    const { results, events } = await tinyRace(spec, { onCheckpoint: (each) => checkpoints.push(each) });
    const losses = results[0]?.curves.validationLoss ?? [];
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(losses.length).toBe(best + 2);
    expect(losses.length).toBeLessThan(40);
    const sentence = `Stopped early after ${best + 2} epochs: the validation loss was lowest in epoch ${best}, whose weights were taken back.`;
    expect(results[0]?.endings[0]).toMatchObject({ reason: 'early-stopping', judgedAfter: best, sentence });
    expect(ofKind(events, 'ended')[0]?.ending.sentence).toBe(sentence);
    expect(results[0]?.members[0]?.validation).toEqual(checkpoints[best - 1]?.runners[0]?.progress.validation);
  });

  it('shortens long gradients where a limit is set', async () => {
    const of = async (gradientClip: number) =>
      (await tinyRace(tinySpec(['early'], { gradientClip }))).results[0]?.curves.trainLoss;
    expect(await of(1e9)).toEqual(await of(0));
    expect(await of(0.01)).not.toEqual(await of(0));
  });
});
