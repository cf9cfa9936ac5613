import { describe, expect, it } from 'vitest';
import { cohort, IMAGE, LIST, SETTINGS, subjectsIn } from '../../tests/fixtures/dataset-blocks';
import type { Dataset } from '../domain/dataset';
import { BEAT_TASK } from '../domain/task';
import { buildDataset } from './build-dataset';
import { planTask } from './tasks';

const BEATS = planTask([], BEAT_TASK);

describe('normalisation', () => {
  it('is fitted on the training part only', () => {
    const dataset = buildDataset(cohort(), [IMAGE, LIST], BEATS, SETTINGS, 1);
    const fitted = dataset.normalisers.list;
    const changed = cohort().map((each) =>
      subjectsIn(dataset, 'train').has(each.subject)
        ? each
        : { ...each, features: { ...each.features, list: each.features.list?.map(() => 1e6) as Float32Array } },
    );
    expect(buildDataset(changed, [IMAGE, LIST], BEATS, SETTINGS, 1).normalisers.list).toEqual(fitted);
  });

  it('brings the training part to mean 0 and deviation 1, by feature and by row', () => {
    const dataset = buildDataset(cohort(), [IMAGE, LIST], BEATS, SETTINGS, 1);
    for (const [id, size, groups] of [
      ['list', 2, [[0], [1]]],
      [
        'image',
        6,
        [
          [0, 1, 2],
          [3, 4, 5],
        ],
      ],
    ] as const) {
      const { mean, scale } = dataset.normalisers[id] as Dataset['normalisers'][string];
      for (const group of groups) {
        const values = Array.from(dataset.parts.train).flatMap((example) => {
          const at = dataset.blocks.findIndex((_, index) => example < (dataset.offsets[index + 1] as number));
          const row = example - (dataset.offsets[at] as number);
          const features = dataset.blocks[at]?.features[id] as Float32Array;
          return group.map(
            (index) => ((features[row * size + index] as number) - (mean[index] as number)) * (scale[index] as number),
          );
        });
        const average = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(average).toBeCloseTo(0, 5);
        expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(1, 4);
      }
    }
  });

  it('silences a feature that never varies', () => {
    const flat = cohort().map((each) => ({
      ...each,
      features: { list: new Float32Array(each.labels.length * 2).fill(4) },
    }));
    expect([...(buildDataset(flat, [LIST], BEATS, SETTINGS, 1).normalisers.list?.scale ?? [])]).toEqual([0, 0]);
  });
});
