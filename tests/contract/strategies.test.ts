import { beforeAll, describe, expect, it } from 'vitest';
import { initialSpec } from '../../src/domain/experiment';
import type { TrainingEvent } from '../../src/domain/training';
import { startEngine } from '../../src/engine/backends';
import { averageProbabilities } from '../../src/evaluation/late-weights';
import { evaluate } from '../../src/evaluation/metrics';
import { countPlanParameters, placeLayers } from '../../src/fusion/model-shapes';
import { buildPlans, fusionRegistry, isFusion, loadStrategy } from '../../src/fusion/registry';
import { nodePlatform } from '../../src/headless/node-platform';
import { representations } from '../../src/representations/registry';
import { runRace } from '../../src/study/race';
import { tinyDataset } from '../fixtures/tiny-dataset';

const SHAPES = {
  time: [32, 1],
  frequency: [9],
  spectrogram: [8, 8, 1],
  rhythm: [11],
  scalogram: [8, 8, 1],
  mel: [6],
  'band-power': [5],
  welch: [9],
  'wavelet-packets': [8],
  gramian: [8, 8, 1],
  recurrence: [8, 8, 1],
};
const BRANCHES = ['time', 'spectrogram', 'rhythm'];
const STRATEGIES = [...representations.ids, ...fusionRegistry.ids];
const SETTINGS = { classes: 4, dropout: 0.1, encoderDropout: 0.1, earlyBalance: 'none' } as const;

describe('every strategy', () => {
  beforeAll(async () => {
    await startEngine('wasm', nodePlatform());
  });

  for (const id of STRATEGIES) {
    it(`${id} teaches, and builds a model that fits together and is plain JSON`, async () => {
      const strategy = await loadStrategy(id);
      expect(strategy.id).toBe(id);
      expect(strategy.teaches.length).toBeGreaterThan(80);
      const [plan] = await buildPlans([id], BRANCHES, SHAPES, SETTINGS);
      expect(plan?.strategy).toBe(id);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      for (const member of plan?.members ?? []) expect(placeLayers(member).at(-1)?.output).toEqual([4]);
      const seen = new Set(plan?.members.flatMap((member) => member.branches.map((branch) => branch.representation)));
      expect(seen).toEqual(new Set(isFusion(id) ? BRANCHES : [id]));
    });

    it(`${id} takes a single branch too`, async () => {
      const [plan] = await buildPlans([id], ['rhythm'], SHAPES, SETTINGS);
      expect(countPlanParameters(plan as NonNullable<typeof plan>)).toBeGreaterThan(0);
    });

    it(`${id} trains, learns, and judges the same beats as all others`, async () => {
      const dataset = tinyDataset(SHAPES, 200);
      const initial = initialSpec([]);
      const spec = {
        ...initial,
        fusion: { ...initial.fusion, strategies: [id], branches: BRANCHES },
        training: { ...initial.training, epochs: 6, batchSize: 16, learningRate: 0.01 },
      };
      const events: TrainingEvent[] = [];
      const [result] = await runRace(dataset, spec, {
        backend: 'wasm',
        seed: 1,
        onEvent: (event) => events.push(event),
      });
      if (!result) throw new Error('The race ended without a result.');
      const test = averageProbabilities(
        result.members.map((member) => member.test),
        result.weights,
      );
      expect([...test.labels]).toEqual(Array.from(dataset.parts.test, (example) => example % 4));
      // Frequency has so few features here that noise hides some of the classes.
      expect(
        evaluate(
          test,
          dataset.classes.map(({ id }) => id),
        ).accuracy,
      ).toBeGreaterThan(0.6);
      for (const curve of Object.values(result.curves)) {
        expect(curve.length).toBe(6);
        expect(curve.every(Number.isFinite)).toBe(true);
      }
      expect(result.curves.trainLoss.at(-1)).toBeLessThan(result.curves.trainLoss[0] as number);
      expect(result.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
      expect(events.filter((event) => event.kind === 'epoch').length).toBe(6);
      expect(events[0]).toMatchObject({ kind: 'planned', strategies: [{ strategy: id }] });
    });
  }

  it('shares a member between a baseline and late fusion instead of training it twice', async () => {
    const initial = initialSpec([]);
    const spec = {
      ...initial,
      fusion: { ...initial.fusion, strategies: ['time', 'rhythm', 'late'], branches: ['time', 'rhythm'] },
      training: { ...initial.training, epochs: 1 },
    };
    const [time, rhythm, late] = await runRace(tinyDataset(SHAPES), spec, { backend: 'wasm', seed: 1 });
    expect(late?.members.map((member) => member.test)).toEqual([time?.members[0]?.test, rhythm?.members[0]?.test]);
    expect(late?.trainSeconds).toBeCloseTo((time?.trainSeconds ?? 0) + (rhythm?.trainSeconds ?? 0));
  });
});
