import { describe, expect, it } from 'vitest';
import { type BeatBlock, type Dataset, PARTS, type Part, type RepresentationLayout } from '../domain/dataset';
import type { SplitSettings } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { createRandom } from '../domain/random';
import { BEAT_TASK } from '../domain/task';
import { blockJobOf, representationsIn } from './block-job';
import { buildDataset, labelCounts } from './build-dataset';
import { classWeights } from './class-weights';
import { hasGivenSplit } from './given-split';
import { DS1, DS2, looksLikeMitBih, PACED } from './mit-bih';
import { planExperiment } from './plan-experiment';
import { splitWarnings } from './split';
import { planTask } from './tasks';
import { LEFT_OUT } from './tasks/task-kind';

const BEATS = planTask([], BEAT_TASK);

const IMAGE: RepresentationLayout = { id: 'image', shape: [2, 3, 1], normalisation: 'row' };
const LIST: RepresentationLayout = { id: 'list', shape: [2], normalisation: 'feature' };
const [LEAK_WARNING] = splitWarnings('beat', 'beat');
const SETTINGS: SplitSettings = { rule: 'patient', validationShare: 0.25, testShare: 0.3 };

function block(name: string, labels: readonly number[], subject = name, seed = 1): BeatBlock {
  const random = createRandom(seed);
  const draw = (size: number): Float32Array =>
    Float32Array.from({ length: labels.length * size }, () => 5 + 3 * random.normal());
  return {
    recordingId: name,
    recordingName: name,
    subject,
    synthetic: false,
    labels: Uint8Array.from(labels),
    leftOut: 2,
    beatNumbers: Uint32Array.from(labels, (_, index) => index),
    features: { image: draw(6), list: draw(2) },
  };
}

/** Twelve people, two of them with two recordings, three rare classes on a few of them. */
function cohort(): BeatBlock[] {
  return Array.from({ length: 14 }, (_, index) => {
    const labels = Array.from({ length: 40 }, (_, beat) => (beat % 10 === 0 ? index % 4 : 0));
    return block(`r${index}`, labels, `p${Math.min(index, 11)}`, index);
  });
}

function subjectsIn({ blocks, offsets, parts }: Dataset, part: Part): Set<string> {
  return new Set(
    Array.from(parts[part], (example) => {
      const at = blocks.findIndex((_, index) => example < (offsets[index + 1] as number));
      return (blocks[at] as BeatBlock).subject;
    }),
  );
}

function refusal(build: () => unknown): string {
  try {
    build();
  } catch (thrown) {
    if (thrown instanceof LabError) return `${thrown.problem.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'nothing was refused';
}

describe('splits', () => {
  it('keeps a person in one part, whatever the seed', () => {
    for (let seed = 0; seed < 20; seed++) {
      const dataset = buildDataset(cohort(), [LIST], BEATS, SETTINGS, seed);
      const [train, validation, test] = (['train', 'validation', 'test'] as const).map((part) =>
        subjectsIn(dataset, part),
      );
      for (const subject of train as Set<string>) {
        expect(validation?.has(subject)).toBe(false);
        expect(test?.has(subject)).toBe(false);
      }
      for (const subject of validation as Set<string>) expect(test?.has(subject)).toBe(false);
      expect((train?.size ?? 0) + (validation?.size ?? 0) + (test?.size ?? 0)).toBe(12);
    }
  });

  it('puts every beat in exactly one part and repeats itself from its seed', () => {
    for (const rule of ['patient', 'beat'] as const) {
      const dataset = buildDataset(cohort(), [LIST], BEATS, { ...SETTINGS, rule }, 3);
      const all = [...dataset.parts.train, ...dataset.parts.validation, ...dataset.parts.test].sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: 14 * 40 }, (_, index) => index));
      expect(buildDataset(cohort(), [LIST], BEATS, { ...SETTINGS, rule }, 3).parts).toEqual(dataset.parts);
      expect(buildDataset(cohort(), [LIST], BEATS, { ...SETTINGS, rule }, 4).parts).not.toEqual(dataset.parts);
    }
  });

  it('warns of the leak of a split by beat, and of nothing else', () => {
    expect(buildDataset(cohort(), [LIST], BEATS, { ...SETTINGS, rule: 'beat' }, 1).split.warnings).toContain(
      LEAK_WARNING,
    );
    expect(buildDataset(cohort(), [LIST], BEATS, SETTINGS, 1).split.warnings).not.toContain(LEAK_WARNING);
  });

  it('gives each part of a split by beat its share of every class', () => {
    const { split } = buildDataset(cohort(), [LIST], BEATS, { ...SETTINGS, rule: 'beat' }, 1);
    for (const name of ['N', 'S', 'V', 'F'] as const) {
      const [train, validation, test] = PARTS.map((part) => split.counts[part][name] as number) as [
        number,
        number,
        number,
      ];
      expect(test / (train + validation + test)).toBeCloseTo(0.3, 1);
    }
  });

  const records = (names: Iterable<string>): BeatBlock[] =>
    [...names].map((name, index) => block(name, [0, 0, 2, index % 4], name === '202' ? '201' : name, index));

  it('trains on DS1 and tests on DS2, without the paced records', () => {
    const dataset = buildDataset(records([...DS1, ...DS2, ...PACED]), [LIST], BEATS, { ...SETTINGS, rule: 'aami' }, 1);
    const { recordings, counts } = dataset.split;
    expect(new Set([...recordings.train, ...recordings.validation])).toEqual(DS1);
    expect(new Set(recordings.test)).toEqual(DS2);
    expect(recordings.validation.length).toBeGreaterThanOrEqual(4);
    expect(counts.test.Q).toBe(2 * DS2.size);
    expect(labelCounts(dataset, 'test').reduce((sum, count) => sum + count, 0)).toBe(4 * DS2.size);
  });

  it('says where one person has most beats of a class, and what others counted', () => {
    const blocks = records([...DS1, ...DS2]).map((each) =>
      each.recordingName === '232' ? block('232', new Array(90).fill(1)) : each,
    );
    const { notes, published } = buildDataset(blocks, [LIST], BEATS, { ...SETTINGS, rule: 'aami' }, 1).split;
    expect(notes).toEqual([expect.stringMatching(/^Of the \d+ test beats of class S, 90 are of recording 232/)]);
    expect(published.DS2).toEqual({ N: 44259, S: 1837, V: 3221, F: 388, Q: 7 });
    expect(buildDataset(blocks, [LIST], BEATS, SETTINGS, 1).split.published).toEqual({});
  });

  it('takes 201 out of the strict split, because 202 is the same person', () => {
    const blocks = records([...DS1, ...DS2]);
    const strict = buildDataset(blocks, [LIST], BEATS, { ...SETTINGS, rule: 'aami-strict' }, 1);
    const sides = [subjectsIn(strict, 'train'), subjectsIn(strict, 'validation')];
    for (const subject of subjectsIn(strict, 'test')) for (const side of sides) expect(side.has(subject)).toBe(false);
    expect(subjectsIn(buildDataset(blocks, [LIST], BEATS, { ...SETTINGS, rule: 'aami' }, 1), 'test').has('201')).toBe(
      true,
    );
  });

  it('trains on TRAIN and tests on TEST where tables were published so, and warns that they name no patients', () => {
    const labels = Array.from({ length: 40 }, (_, row) => row % 2);
    const tables = ['mitbih_test', 'ECG200_TRAIN', 'more_train'].map((name) => block(name, labels));
    const dataset = buildDataset(tables, [LIST], BEATS, { ...SETTINGS, rule: 'given' }, 1);
    expect([...dataset.parts.test]).toEqual(Array.from({ length: 40 }, (_, row) => row));
    expect(dataset.split.counts.validation).toMatchObject({ N: 10, S: 10 });
    expect(dataset.split.recordings.train).toEqual(['ECG200_TRAIN', 'more_train']);
    expect(dataset.split.warnings[0]).toMatch(/^As published: these tables name no patients/);
    expect(dataset.split.sentence).toMatch(/^As published: TRAIN trains and TEST tests/);
    for (const names of [
      ['a_TRAIN', 'b_TRAIN'],
      ['a_TRAIN', 'a_TEST', 'contest'],
    ]) {
      const others = names.map((name) => block(name, labels));
      expect(refusal(() => buildDataset(others, [LIST], BEATS, { ...SETTINGS, rule: 'given' }, 1))).toMatch(
        /^split-not-given: /,
      );
    }
    const excerptSamples = 96;
    expect(
      hasGivenSplit([
        { name: 'A_TRAIN', excerptSamples },
        { name: 'A_TEST', excerptSamples },
      ]),
    ).toBe(true);
    expect(
      hasGivenSplit([
        { name: 'A_TRAIN', excerptSamples },
        { name: 'B_TRAIN', excerptSamples },
      ]),
    ).toBe(false);
    expect(hasGivenSplit([{ name: 'A_TRAIN' }, { name: 'A_TEST' }])).toBe(false);
  });

  it('recognises MIT-BIH by its names', () => {
    expect(looksLikeMitBih([...DS1, ...DS2, ...PACED])).toBe(true);
    expect(looksLikeMitBih(['101', '106', '100'])).toBe(true);
    expect(looksLikeMitBih(['101', '106', 'P01'])).toBe(false);
    expect(looksLikeMitBih(['100', '103'])).toBe(false);
  });
});

describe('poor beats', () => {
  const judged = cohort().map((each, index) => ({
    ...each,
    quality: Float64Array.from(each.labels, (_, beat) => (index === 13 ? Number.NaN : beat % 4 === 0 ? 0.5 : 1)),
  }));
  it('train nothing, and are counted; validation and test keep theirs', () => {
    for (const rule of ['patient', 'beat'] as const) {
      const all = buildDataset(judged, [LIST], BEATS, { ...SETTINGS, rule }, 1);
      const { parts, split } = buildDataset(judged, [LIST], BEATS, { ...SETTINGS, rule }, 1, 0.8);
      const isPoor = (example: number): boolean => (judged[Math.floor(example / 40)]?.quality[example % 40] ?? 1) < 0.8;
      expect(parts.validation).toEqual(all.parts.validation);
      expect(parts.test).toEqual(all.parts.test);
      expect(parts.train).toEqual(all.parts.train.filter((example) => !isPoor(example)));
      const left = all.parts.train.length - parts.train.length;
      expect(split.notes.join()).toMatch(
        new RegExp(`${left} of ${all.parts.train.length} training beats have a quality below 0.8 and train nothing`),
      );
    }
  });
});

describe('what no honest dataset can be made of', () => {
  it('says so', () => {
    expect(refusal(() => buildDataset([], [LIST], BEATS, SETTINGS, 1))).toMatch(
      /^dataset-no-beats: .*found no recording/,
    );
    expect(refusal(() => buildDataset([block('a', []), block('b', [])], [LIST], BEATS, SETTINGS, 1))).toMatch(
      /2 recordings without one/,
    );
    expect(refusal(() => buildDataset([block('a', [0, 1])], [LIST], BEATS, SETTINGS, 1))).toMatch(
      /^split-too-few-patients: .*at least 3 patients.*found 1 \(a\)/,
    );
    const one = ['a', 'b', 'c', 'd'].map((name) => block(name, [0, 0, 0]));
    expect(refusal(() => buildDataset(one, [LIST], BEATS, SETTINGS, 1))).toMatch(/^dataset-one-class: .*only class N/);
    expect(refusal(() => buildDataset(cohort(), [LIST], BEATS, { ...SETTINGS, rule: 'aami' }, 1))).toMatch(
      /^split-not-mit-bih: .*r0, r1, r2/,
    );
    const noTest = ['101', '106', '108'].map((name) => block(name, [0, 1]));
    expect(refusal(() => buildDataset(noTest, [LIST], BEATS, { ...SETTINGS, rule: 'aami' }, 1))).toMatch(
      /^split-empty-part: .*the test part/,
    );
  });
});

describe('normalisation and class weights', () => {
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
});

describe('block jobs', () => {
  const lead = {
    name: 'MLII',
    samplingRateHz: 360,
    unit: 'mV',
    digital: new Int16Array(10),
    gain: 200,
    baseline: 0,
    missing: null,
    checksum: 'none',
  } as const;
  const recording = {
    id: 'a',
    name: 'a',
    format: 'wfdb',
    subject: 'a',
    synthetic: false,
    annotationRateHz: 360,
    warnings: [],
    leads: [{ ...lead, name: 'V5' }, lead],
    annotations: ['N', '+', 'V', '/'].map((symbol, index) => ({
      sample: 10 * index,
      symbol,
      subtype: 0,
      channel: 0,
      number: 0,
      text: '',
    })),
  };
  const spec = {
    leads: ['mlii'],
    conditioning: { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 },
    representations: { time: { a: 1 } },
  };

  it('chooses the lead by name and leaves class Q out without losing its R peak', () => {
    const job = blockJobOf(recording, BEATS, spec, ['time']);
    expect(job.leads.map(({ name }) => name)).toEqual(['MLII']);
    expect([...job.beatSamples]).toEqual([0, 20, 30]);
    expect([...job.labels]).toEqual([0, 2, LEFT_OUT]);
    expect(job.representations).toEqual({ time: { a: 1 } });
  });
  it('takes the channels by name, and leaves out, in one sentence, a recording that lacks one', () => {
    const channels = ['MLII|II', 'V1|V5'];
    const job = blockJobOf(recording, BEATS, { ...spec, channels }, []);
    expect(job.leads.map(({ name }) => name)).toEqual(['MLII', 'V5']);
    const single = { ...recording, id: 'b', name: 'b', leads: [lead] };
    const { recordings, plan } = planExperiment([recording, single], { channels });
    expect(recordings).toEqual([recording]);
    expect(plan.notes[0]).toBe('1 of 2 recordings left out for want of a lead: b (V1|V5).');
    expect(planExperiment([recording, single], {})).toMatchObject({ recordings: [recording, single] });
    expect(refusal(() => buildDataset([], [LIST], planExperiment([single], { channels }).plan, SETTINGS, 1))).toMatch(
      /found no recording with any\. 1 of 1 recordings left out/,
    );
  });
  it('refuses a recording without a lead', () => {
    expect(refusal(() => blockJobOf({ ...recording, leads: [] }, BEATS, spec, []))).toMatch(/^recording-no-lead/);
  });
  it('computes what is fused or judged alone, once', () => {
    const isFusion = (id: string): boolean => id === 'early';
    const fusion = {
      branches: ['time', 'rhythm'],
      strategies: ['frequency', 'time', 'early'],
      earlyBalance: 'none',
    } as const;
    expect(representationsIn({ fusion }, isFusion)).toEqual(['frequency', 'time', 'rhythm']);
    expect(representationsIn({ fusion: { ...fusion, strategies: ['frequency'] } }, isFusion)).toEqual(['frequency']);
  });
});
