import { describe, expect, it } from 'vitest';
import { block, cohort, LIST, refusal, SETTINGS, subjectsIn } from '../../tests/fixtures/dataset-blocks';
import { type BeatBlock, PARTS } from '../domain/dataset';
import { BEAT_TASK } from '../domain/task';
import { buildDataset, labelCounts } from './build-dataset';
import { hasGivenSplit } from './given-split';
import { DS1, DS2, looksLikeMitBih, PACED } from './mit-bih';
import { splitWarnings } from './split';
import { planTask } from './tasks';

const BEATS = planTask([], BEAT_TASK);
const [LEAK_WARNING] = splitWarnings('beat', 'beat');

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
