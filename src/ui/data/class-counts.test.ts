import { describe, expect, it } from 'vitest';
import { planTask } from '../../datasets/tasks';
import type { Annotation, Recording } from '../../domain/recording';
import { BEAT_TASK } from '../../domain/task';
import { classCountsOf } from './class-counts';

const RATE_HZ = 100;

function recording(name: string, seconds: number, change: Partial<Recording>): Recording {
  const lead = {
    ...{ name: 'II', samplingRateHz: RATE_HZ, unit: 'mV', digital: new Int16Array(seconds * RATE_HZ) },
    ...{ gain: 200, baseline: 0, missing: null, checksum: 'none' as const },
  };
  return {
    ...{ id: name, name, format: 'wfdb', subject: name, synthetic: false, leads: [lead] },
    ...{ annotationRateHz: RATE_HZ, annotations: [], warnings: [], ...change },
  };
}

const mark = (seconds: number, symbol: string, text = ''): Annotation => ({
  ...{ sample: seconds * RATE_HZ, symbol, subtype: 0, channel: 0, number: 0, text },
});

describe('what a recording gives the question', () => {
  it('are beats of each class, and of none', () => {
    const beats = recording('100', 9, { annotations: [...'NNLV+QA'].map((symbol, at) => mark(at, symbol)) });
    expect(classCountsOf(beats, planTask([beats], BEAT_TASK))).toEqual([3, 1, 1, 0, 1]);
  });

  it('are windows of each rhythm', () => {
    const turns = (name: string) =>
      recording(name, 60, { annotations: [mark(5, '+', '(AFIB'), mark(20, 'N'), mark(36, '+', '(N')] });
    const both = [turns('a'), turns('b')];
    const plan = planTask(both, { kind: 'rhythm', windowSeconds: 10 });
    expect(plan.classes.map(({ id }) => id)).toEqual(['AFIB', 'N']);
    expect(classCountsOf(both[0] as Recording, plan)).toEqual([3, 2, 0]);
  });

  it('are the rows of a table by their own labels, which are no beats', () => {
    const rows = ['1', '-1', '1'].map((label, at) => mark(at, '"', label));
    const table = recording('ECG200', 3, { excerptSamples: RATE_HZ, annotations: rows });
    const plan = planTask([table], { kind: 'excerpt', windowSeconds: 1, samplingRateHz: RATE_HZ });
    const byLabel = plan.classes.map(({ id }, place) => [id, classCountsOf(table, plan)[place]]);
    expect(Object.fromEntries(byLabel)).toEqual({ 1: 2, '-1': 1 });
    expect(classCountsOf(table, plan).at(-1)).toBe(0);
    const named = recording('kaggle', 1, { excerptSamples: RATE_HZ, annotations: [mark(0, 'V')] });
    expect(classCountsOf(named, planTask([named], BEAT_TASK))).toEqual([0, 0, 0, 0, 0]);
  });
});
