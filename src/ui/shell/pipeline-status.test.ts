import { describe, expect, it } from 'vitest';
import { planTask } from '../../datasets/tasks';
import type { Predictions } from '../../domain/evaluation';
import { initialSpec } from '../../domain/experiment';
import type { RepresentationDefinition } from '../../domain/representation';
import { BEAT_EXAMPLE_CLASSES, BEAT_TASK } from '../../domain/task';
import type { StrategyResult } from '../../domain/training';
import { raceDataOf } from '../../lab/race-data';
import type { LabState, Race } from '../../lab/state';
import { bestOf, presentRoom, STATUS } from './pipeline-status';

const definition = (id: string, label: string, ...shape: number[]) =>
  ({ id, label, parameters: [], shape: () => shape }) as unknown as RepresentationDefinition;
const definitions = [
  definition('time', 'Time', 256, 1),
  definition('frequency', 'Frequency', 64),
  definition('spectrogram', 'Spectrogram', 32, 32, 1),
];
const spec = initialSpec(definitions);

const state = (change: Partial<LabState>): LabState =>
  ({
    spec,
    definitions,
    plan: planTask([], BEAT_TASK),
    recordings: [],
    digests: {},
    edition: 0,
    reading: null,
    source: 'builtin',
    race: null,
    engine: {
      status: 'ready',
      backend: 'cpu',
      label: 'CPU',
      executor: 'ops',
      why: '',
      refusals: [],
      gradientErrors: [],
    },
    ...change,
  }) as LabState;

/** Four beats of N, S, V, F of which the first `right` are called right and the others N. */
function predictions(right: number): Predictions {
  const probabilities = new Float32Array(16);
  for (let beat = 0; beat < 4; beat++) probabilities[beat * 4 + (beat < right ? beat : 0)] = 1;
  return { labels: Uint8Array.of(0, 1, 2, 3), probabilities, classCount: 4 };
}

const result = (strategy: string, right: number) =>
  ({
    strategy,
    classes: BEAT_EXAMPLE_CLASSES,
    trainSeconds: 20,
    weights: [1],
    members: [{ label: strategy, validation: predictions(4), test: predictions(right) }],
  }) as unknown as StrategyResult;

const race = (change: Partial<Race>): Race =>
  ({
    ...{ spec, data: raceDataOf(state({})), edition: 0, status: 'finished', epochs: 12, progress: null },
    ...{ results: [], phase: '', ...change },
  }) as Race;

describe('the pipeline in words', () => {
  it('says what is happening to the data', () => {
    expect(STATUS.data(state({}))).toBe('making the built-in cohort');
    expect(STATUS.data(state({ source: 'files' }))).toBe('nothing is open');
    expect(STATUS.data(state({ reading: { found: 48, done: 3, name: '102' } }))).toBe('reading 3 of 48 · 102');
  });

  it('adds up what the branches give', () => {
    expect(STATUS.representations(state({}))).toBe('1,344 numbers a beat');
    const none = { ...spec, fusion: { ...spec.fusion, branches: [] } };
    expect(STATUS.representations(state({ spec: none }))).toBe('no branch is chosen');
  });

  it('counts fusions and baselines', () => {
    expect(STATUS.fusion(state({}))).toBe('3 fusions, 3 baselines');
    expect(STATUS.fusion(state({ spec: { ...spec, fusion: { ...spec.fusion, strategies: [] } } }))).toBe(
      'no strategy is chosen',
    );
  });

  it('follows training', () => {
    expect(STATUS.train(state({}))).toBe('6 epochs each · ready, press T');
    const progress = {
      training: 'intermediate',
      epoch: 3,
      epochFraction: 0,
      totalFraction: 0.4,
      secondsLeft: 41.3,
      beatsPerSecond: 9,
      learningRate: 0.001,
      running: null,
    };
    expect(STATUS.train(state({ race: race({ status: 'training', progress }) }))).toBe('Intermediate 3/12 · 41 s left');
    const at = (control: Race['control']) => state({ race: race({ status: 'training', control, progress }) });
    expect(STATUS.train(at('paused'))).toBe('Intermediate 3/12 · paused');
    expect(STATUS.train(at('stopping'))).toBe('stopped · judging');
    const member = { ...progress, training: 'time' };
    expect(STATUS.train(state({ race: race({ status: 'training', progress: member }) }))).toMatch(/^Time 3\/12/);
    expect(STATUS.train(state({ race: race({ status: 'preparing', phase: 'Computing' }) }))).toBe('Computing');
    expect(STATUS.train(state({ race: race({ results: [result('time', 4)] }) }))).toBe('finished, 20 s');
  });

  it('crowns the best macro-F1 and says when the settings have changed since', () => {
    const results = [result('time', 2), result('late', 4), result('early', 3)];
    expect(bestOf(results)?.result.strategy).toBe('late');
    expect(STATUS.compare(state({ race: race({ results }) }))).toBe('Late leads, F1 1.00');
    expect(STATUS.compare(state({ race: race({ results, spec: { ...spec } }) }))).toBe('Late leads, F1 1.00');
    expect(STATUS.compare(state({ race: race({ results, spec: { ...spec, seed: 2 } }) }))).toBe(
      'old settings · Late leads, F1 1.00',
    );
    expect(STATUS.compare(state({}))).toBe('no results yet');
  });

  it('says nothing of these recordings where the race was over others', () => {
    const data = { source: 'builtin', name: 'Built-in cohort', key: 'other' } as const;
    const former = state({ source: 'files', race: race({ data, results: [result('late', 4)] }) });
    expect(STATUS.train(former)).toBe('6 epochs each · ready, press T');
    expect(STATUS.compare(former)).toBe('none of this data yet');
    expect(presentRoom(former)).toBe('data');
  });

  it('knows where the work is', () => {
    expect(presentRoom(state({}))).toBe('data');
    expect(presentRoom(state({ race: race({ status: 'training' }) }))).toBe('train');
    expect(presentRoom(state({ race: race({}) }))).toBe('compare');
  });
});
