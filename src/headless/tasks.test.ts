import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasRealData, realData } from '../../tests/fixtures/real-data';
import { taskOptions } from '../datasets/tasks/propose-task';
import { type ExperimentSpec, initialSpec, withTask } from '../domain/experiment';
import type { Recording } from '../domain/recording';
import type { Task } from '../domain/task';
import { representations } from '../representations/registry';
import { readRecordings } from './read-recordings';
import { runStudy, type Study } from './study';

const silent = (): void => undefined;

/** Two epochs of one small model: enough to go the whole way. */
async function study(
  recordings: readonly Recording[],
  task: Task,
  strategy: string,
  change: Partial<ExperimentSpec> = {},
): Promise<Study> {
  const definitions = await Promise.all(representations.ids.map((id) => representations.load(id)));
  const initial = initialSpec(definitions);
  const spec = {
    ...withTask(initial, task, definitions),
    fusion: { ...initial.fusion, strategies: [strategy] },
    training: { ...initial.training, epochs: 2, batchSize: 16 },
    ...change,
  };
  return runStudy(recordings, { data: 'test', spec, seeds: 1, backend: 'cpu', report: silent });
}

function proposed(recordings: readonly Recording[]): Task {
  const [first] = taskOptions(recordings);
  if (!first) throw new Error('Nothing was proposed.');
  return first.task;
}

function testSupport({ runs, classes }: Study): number {
  return classes.reduce((sum, { id }) => sum + (runs[0]?.test.perClass[id]?.support ?? 0), 0);
}

describe.skipIf(!hasRealData('cpsc2021'))('CPSC 2021', () => {
  it('is a question of rhythm, windows by patient', async () => {
    const read = await readRecordings(realData('cpsc2021'), { wanted: [], warn: silent });
    const recordings = read.map((each) => ({ ...each, subject: each.name.replace(/_\d+$/, '') }));
    const task = proposed(recordings);
    expect(task).toEqual({ kind: 'rhythm', windowSeconds: 10 });
    const found = await study(recordings, task, 'rhythm');
    expect(found.classes.map(({ id }) => id)).toEqual(['AFIB', 'N']);
    const { train, validation, test } = found.counts;
    expect([train, validation, test].reduce((sum, counts) => sum + (counts.AFIB ?? 0), 0)).toBe(173);
    expect(testSupport(found)).toBe((test.AFIB ?? 0) + (test.N ?? 0));
    const people = (part: 'train' | 'test') => new Set(found.recordings[part].map((name) => name.replace(/_\d+$/, '')));
    expect([...people('test')].filter((person) => people('train').has(person))).toEqual([]);
  });
});

describe.skipIf(!hasRealData('ludb'))('LUDB', () => {
  it('is labelled by the table beside its records, in three leads', async () => {
    const recordings = await readRecordings(realData('ludb'), { wanted: [], warn: silent });
    const task = { kind: 'label', scheme: 'column', windowSeconds: 10 } as const;
    expect(taskOptions(recordings).map((option) => option.task)).toContainEqual(task);
    const [three, one] = [
      await study(recordings, task, 'frequency', { channels: ['I', 'II', 'V1'] }),
      await study(recordings, task, 'frequency'),
    ];
    expect(three.classes.map(({ id }) => id)).toContain('Atrial fibrillation');
    expect(Object.values(three.counts.train).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
    // 328 bins of each lead meet 32 units.
    expect((three.runs[0]?.parameters ?? 0) - (one.runs[0]?.parameters ?? 0)).toBe(2 * 328 * 32);
  });
});

describe.skipIf(!hasRealData('ucr'))('ECG200', () => {
  it('is a table of excerpts with labels of its own', async () => {
    const rows = (await readFile(`${realData('ucr')}/ECG200_TRAIN.arff`, 'utf8'))
      .split(/\r?\n/)
      .filter((line) => /^-?\d/.test(line))
      .map((line) => line.split(','));
    const length = 96;
    const lead = {
      ...{ name: 'ECG', samplingRateHz: 125, unit: '', gain: 1, baseline: 0, missing: null },
      ...{
        checksum: 'none' as const,
        digital: Float32Array.from(rows.flatMap((row) => row.slice(0, length).map(Number))),
      },
    };
    const table: Recording = {
      ...{
        id: 'ECG200',
        name: 'ECG200',
        format: 'csv',
        subject: 'ECG200',
        synthetic: false,
        leads: [lead],
        warnings: [],
      },
      ...{ annotationRateHz: 125, excerptSamples: length },
      annotations: rows.map((row, index) => ({
        ...{
          sample: index * length,
          symbol: '"',
          subtype: 0,
          channel: 0,
          number: 0,
          text: String(Number(row[length])),
        },
      })),
    };
    const found = await study([table], proposed([table]), 'time');
    expect(found.classes.map(({ id }) => id)).toEqual(['-1', '1']);
    expect(found.split).toBe('beat');
    expect(testSupport(found)).toBe(30);
  });
});
