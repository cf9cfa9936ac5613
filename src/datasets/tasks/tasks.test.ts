import { describe, expect, it } from 'vitest';
import type { Annotation, Recording, RecordingLabel } from '../../domain/recording';
import { BEAT_TASK } from '../../domain/task';
import { examplesOf, planTask } from '.';
import { keptOrProposed, taskOptions } from './propose-task';
import { rhythmSpans } from './rhythm-task';
import { LEFT_OUT } from './task-kind';

const RATE_HZ = 100;

function recording(name: string, seconds: number, change: Partial<Recording> = {}): Recording {
  const lead = {
    name: 'II',
    samplingRateHz: RATE_HZ,
    unit: 'mV',
    digital: new Int16Array(seconds * RATE_HZ),
    gain: 200,
    baseline: 0,
    missing: null,
    checksum: 'none' as const,
  };
  return {
    ...{ id: name, name, format: 'wfdb', subject: name, synthetic: false, leads: [lead] },
    ...{ annotationRateHz: RATE_HZ, annotations: [], warnings: [], ...change },
  };
}

const mark = (seconds: number, symbol: string, text = ''): Annotation => ({
  ...{ sample: seconds * RATE_HZ, symbol, subtype: 0, channel: 0, number: 0, text },
});
const label = (code: string): RecordingLabel => ({ scheme: 'column', code, name: `name of ${code}` });
const labelled = (name: string, ...codes: readonly string[]) => recording(name, 10, { labels: codes.map(label) });

describe('rhythm', () => {
  const turns = (name: string) =>
    recording(name, 60, {
      annotations: [mark(5, '+', '(AFIB'), mark(20, 'N'), mark(31, '+', '(N'), mark(58, '+', '(VT')],
    });
  const both = [turns('a'), turns('b'), recording('c', 60, { annotations: [mark(0, '+', '(VFL')] })];
  const task = { kind: 'rhythm', windowSeconds: 10 } as const;

  it('lasts from its mark to the next, and before the first is unknown', () => {
    expect(rhythmSpans(turns('a')).map(({ rhythm, from, to }) => `${rhythm} ${from}-${to}`)).toEqual([
      'AFIB 500-3100',
      'N 3100-5800',
      'VT 5800-6000',
    ]);
  });
  it('makes windows in which it holds throughout, of the rhythms that two people have', () => {
    const plan = planTask(both, task);
    expect(plan.classes.map(({ id }) => id)).toEqual(['AFIB', 'N']);
    expect(plan.notes.at(-1)).toMatch(/fewer than 2 people have it .*: VFL \(6\)\./);
    const { centreSamples, labels } = examplesOf(both[0] as Recording, plan);
    expect([...(centreSamples ?? [])]).toEqual([1000, 2000, 3600, 4600]);
    expect([...labels]).toEqual([0, 0, 1, 1]);
    expect([...examplesOf(both[2] as Recording, plan).labels]).toEqual(new Array(6).fill(LEFT_OUT));
  });
});

describe('a recording whose header says that it does not fibrillate', () => {
  const labels = [{ scheme: 'statement', code: 'non atrial fibrillation', name: 'non atrial fibrillation' }] as const;
  it('is of rhythm N throughout, unless its annotations say more', () => {
    expect(rhythmSpans(recording('a', 60, { labels }))).toEqual([{ rhythm: 'N', from: 0, to: 60 * RATE_HZ }]);
    expect(rhythmSpans(recording('a', 60))).toEqual([]);
    const changed = recording('a', 60, { labels, annotations: [mark(30, '+', '(AFIB')] });
    expect(rhythmSpans(changed).map(({ rhythm }) => rhythm)).toEqual(['AFIB']);
  });
});

describe('labels of recordings', () => {
  const many = [
    ...['a', 'b', 'c', 'd', 'e'].map((name) => labelled(name, 'SR')),
    ...['f', 'g', 'h', 'i', 'j'].map((name) => labelled(name, 'AF', 'rare')),
    labelled('k', 'SR', 'AF'),
    labelled('l'),
  ];
  const task = { kind: 'label', scheme: 'column', windowSeconds: 5 } as const;

  it('are those of recordings that have exactly one, and what was left out is said', () => {
    const plan = planTask(many, task);
    expect(plan.classes).toEqual([
      { id: 'AF', name: 'name of AF' },
      { id: 'SR', name: 'name of SR' },
    ]);
    expect(plan.notes.join(' ')).toMatch(
      /of the 10 recordings .* 1 of the recordings have several .* 1 have none\..*name of rare \(5\)/,
    );
    expect([...examplesOf(many[0] as Recording, plan).labels]).toEqual([1, 1]);
    expect([...examplesOf(many[10] as Recording, plan).labels]).toEqual([LEFT_OUT, LEFT_OUT]);
    expect([...(examplesOf(many[0] as Recording, plan).centreSamples ?? [])]).toEqual([250, 750]);
  });
});

describe('rows of a table', () => {
  const table = (symbol: string, ...texts: readonly string[]) =>
    recording('t', texts.length, {
      excerptSamples: RATE_HZ,
      annotations: texts.map((text, row) => mark(row, symbol, text)),
    });
  const task = { kind: 'excerpt', windowSeconds: 1, samplingRateHz: RATE_HZ } as const;

  it('have the classes that the table names', () => {
    const plan = planTask([table('"', '2', '10', '2', '1')], task);
    expect(plan.classes.map(({ id }) => id)).toEqual(['1', '2', '10']);
    expect([...examplesOf(table('"', '2', '10'), plan).labels]).toEqual([1, 2]);
  });
  it('are beats where it names beats, and no beats of a continuous signal', () => {
    const beats = table('V', '', '');
    expect(planTask([beats], task).classes.map(({ id }) => id)).toEqual(['N', 'S', 'V', 'F']);
    expect([...examplesOf(beats, planTask([beats], task)).labels]).toEqual([2, 2]);
    expect(examplesOf(beats, planTask([beats], BEAT_TASK)).labels).toHaveLength(0);
  });
});

describe('the proposed task', () => {
  const kinds = (recordings: readonly Recording[]) => taskOptions(recordings).map(({ task }) => task.kind);
  const beats = (name: string, symbols: string, ...rhythms: readonly Annotation[]) =>
    recording(name, 60, { annotations: [...rhythms, ...[...symbols].map((symbol, index) => mark(index, symbol))] });
  const rhythms = [mark(0, '+', '(AFIB'), mark(30, '+', '(N')];

  it('is beats where they differ, else what else there is, else beats all the same', () => {
    expect(kinds([beats('a', 'NNNV', ...rhythms), beats('b', 'NN', ...rhythms)])).toEqual(['beat', 'rhythm']);
    expect(kinds([beats('a', 'NNNN', ...rhythms), beats('b', 'NN', ...rhythms)])).toEqual(['rhythm', 'beat']);
    expect(kinds([beats('a', 'NNNN')])).toEqual(['beat']);
    expect(kinds([])).toEqual(['beat']);
  });
  it('says whether somebody marked the beats or the lab found them', () => {
    const found = { ...beats('f', 'QQ'), foundBy: 'elgendi' } as const;
    const why = (...recordings: readonly Recording[]) => taskOptions(recordings)[0]?.why;
    expect(why(beats('a', 'NNNV'))).toBe('4 beats are annotated; 25.0 % of them are of the classes S, V and F.');
    expect(why(found)).toMatch(/^2 beats were found, and nobody said of what class they are; none of them is of/);
    expect(why(beats('a', 'NNNV'), found)).toMatch(/^6 beats are annotated or, 2 of them, were found; 16\.7 % of them/);
  });
  it('is the rows of a table, and beats are no choice where nothing has any', () => {
    const table = recording('t', 2, {
      excerptSamples: RATE_HZ,
      annotations: [mark(0, '"', 'a'), mark(1, '"', 'b')],
    });
    expect(kinds([table])).toEqual(['excerpt']);
    expect(kinds([table, beats('a', 'NN')])).toEqual(['excerpt', 'beat']);
    expect(keptOrProposed(taskOptions([table]), BEAT_TASK).kind).toBe('excerpt');
  });
  it('gives way to the task that was chosen, whatever its windows, while the recordings allow that', () => {
    const options = taskOptions([beats('a', 'NNNV', ...rhythms), beats('b', 'NN', ...rhythms)]);
    const chosen = { kind: 'rhythm', windowSeconds: 4 } as const;
    expect(keptOrProposed(options, chosen)).toBe(chosen);
    expect(keptOrProposed(options, { kind: 'label', scheme: 'folder', windowSeconds: 4 })).toBe(BEAT_TASK);
  });
});
