import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../domain/recording';
import { scoreBeatDetection, summariseBeatDetection } from './beat-detection';

/** 1,000 Hz, so that a sample is a millisecond and the window 150 of them; 5:00 is sample 300,000. */
const RATE_HZ = 1000;
const START = 300_000;

const annotation = (sample: number, symbol: string): Annotation => ({
  sample,
  symbol,
  subtype: 0,
  channel: 0,
  number: 0,
  text: '',
});

/** [found, missed, extra]; places in milliseconds after 5:00. */
function counts(beats: readonly number[], detected: readonly number[], marks: readonly Annotation[] = []): number[] {
  const annotations = [...beats.map((at) => annotation(START + at, 'N')), ...marks].sort((a, b) => a.sample - b.sample);
  const { truePositives, falseNegatives, falsePositives } = scoreBeatDetection(
    { annotations, annotationRateHz: RATE_HZ },
    detected.map((at) => START + at),
  );
  return [truePositives, falseNegatives, falsePositives];
}

describe('scoreBeatDetection', () => {
  it.each([
    ['every beat found', [1000, 2000], [1000, 2000], [2, 0, 0]],
    ['150 ms late is found', [1000], [1150], [1, 0, 0]],
    ['150 ms early is found', [1000], [850], [1, 0, 0]],
    ['151 ms late is missed and extra', [1000], [1151], [0, 1, 1]],
    ['nothing detected', [1000, 2000], [], [0, 2, 0]],
    ['nothing there', [], [1000, 2000], [0, 0, 2]],
    ['one detection finds one of two beats', [1000, 1200], [1100], [1, 1, 0]],
    ['one beat is found by one of two detections', [1000], [950, 1050], [1, 0, 1]],
    ['the nearer of two detections finds it', [1000], [880, 1010], [1, 0, 1]],
    ['of two beats the nearer is found', [1000, 1140], [1130], [1, 1, 0]],
    ['a tie goes to the later detection', [1000], [900, 1100], [1, 0, 1]],
    ['two of two, crossed offsets', [1000, 1100], [1040, 1160], [2, 0, 0]],
  ])('%s', (_, beats, detected, expected) => {
    expect(counts(beats, detected)).toEqual(expected);
  });

  it('counts from 5:00 on', () => {
    expect(counts([-1000, 1000], [-800, 1000])).toEqual([1, 0, 0]);
  });

  it('lets a detection just before 5:00 find the first beat after', () => {
    expect(counts([50], [-20])).toEqual([1, 0, 0]);
    expect(counts([50], [-20, 60])).toEqual([1, 0, 0]);
  });

  it('does not count a detection just after 5:00 that may belong to a beat before', () => {
    expect(counts([-30, 800], [20, 800])).toEqual([1, 0, 0]);
    expect(counts([-300, 800], [200, 800])).toEqual([1, 0, 1]);
  });

  it('does not count what is detected in ventricular flutter, and takes no beat there for one', () => {
    const flutter = [annotation(START + 2000, '['), annotation(START + 2500, '!'), annotation(START + 4000, ']')];
    expect(counts([1000, 3000, 5000], [1000, 2200, 2600, 3000, 5000], flutter)).toEqual([2, 0, 0]);
    expect(counts([1000, 5000], [1000, 1999, 4001, 5000], flutter)).toEqual([2, 0, 2]);
  });

  it('takes flutter without an end to last', () => {
    expect(counts([1000], [1000, 90_000], [annotation(START + 2000, '[')])).toEqual([1, 0, 0]);
  });

  it('counts extra detections while the reference says that no signal was readable, as bxb does', () => {
    const shutdown = { ...annotation(START + 2000, '~'), subtype: 0x33 };
    expect(counts([1000], [1000, 3000], [shutdown, annotation(START + 4000, '~')])).toEqual([1, 0, 1]);
  });

  it('passes over annotations that are no beats', () => {
    expect(counts([1000], [1000], [annotation(START + 1010, '+'), annotation(START + 1020, '|')])).toEqual([1, 0, 0]);
  });

  it('counts every beat once and every detection after the first window at most once', () => {
    const places = fc
      .uniqueArray(fc.integer({ min: 200, max: 20_000 }), { maxLength: 60 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(places, places, (beats, detected) => {
        const [found, missed, extra] = counts(beats, detected) as [number, number, number];
        expect(found + missed).toBe(beats.length);
        expect(found + extra).toBe(detected.length);
      }),
    );
  });

  it('gives shares, NaN where there is nothing', () => {
    const score = scoreBeatDetection({ annotations: [], annotationRateHz: RATE_HZ }, []);
    expect(score).toMatchObject({ sensitivity: Number.NaN, positivePredictivity: Number.NaN });
  });
});

describe('summariseBeatDetection', () => {
  it('adds counts up for the gross score and takes the mean of the records for the average', () => {
    const score = (truePositives: number, falseNegatives: number, falsePositives: number) => ({
      truePositives,
      falseNegatives,
      falsePositives,
      sensitivity: truePositives / (truePositives + falseNegatives),
      positivePredictivity: truePositives / (truePositives + falsePositives),
    });
    const { gross, average } = summariseBeatDetection([score(90, 10, 0), score(5, 5, 5)]);
    expect(gross).toEqual(score(95, 15, 5));
    expect(average.sensitivity).toBeCloseTo(0.7, 12);
    expect(average.positivePredictivity).toBeCloseTo(0.75, 12);
  });

  it('refuses to average nothing', () => {
    expect(() => summariseBeatDetection([])).toThrow(RangeError);
  });
});
