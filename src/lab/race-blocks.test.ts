import { describe, expect, it } from 'vitest';
import { fakeRecording } from '../../tests/fixtures/fake-ecg';
import { planTask } from '../datasets/tasks';
import { initialSpec } from '../domain/experiment';
import { BEAT_TASK } from '../domain/task';
import { keyed, recordingsBehind } from './race-blocks';

const SPEC = initialSpec([]);
const RECORDINGS = ['p01', 'p02', 'p03', 'p04', 'p05'].map((name, seed) => fakeRecording(name, seed, 20));
const PLAN = planTask(RECORDINGS, BEAT_TASK);
const keysOf = (recordings: typeof RECORDINGS, spec = SPEC): string[] =>
  keyed(recordings, PLAN, spec).map(({ key }) => key);

describe('the recordings behind a saved race', () => {
  it('are found among others, in the order of the race', () => {
    const keys = keysOf(RECORDINGS.slice(0, 3));
    expect(recordingsBehind(keys, [...RECORDINGS].reverse(), PLAN, SPEC)).toEqual(RECORDINGS.slice(0, 3));
  });

  it('are missed by name where they are not open, or are others than they were', () => {
    const keys = keysOf(RECORDINGS);
    expect(() => recordingsBehind(keys, RECORDINGS.slice(1), PLAN, SPEC)).toThrow(
      /expected the 5 recordings that it trains on to be open, found that 1 are not \(.*p01\)/,
    );
    const [first, ...others] = RECORDINGS as [(typeof RECORDINGS)[0], ...typeof RECORDINGS];
    const changed = { ...first, annotations: first.annotations.slice(1) };
    expect(() => recordingsBehind(keys, [changed, ...others], PLAN, SPEC)).toThrow(/found that 1 are not/);
  });

  it('have other keys once something is said of them, for that may change who they are', () => {
    const labelled = RECORDINGS.map((each) => ({ ...each, labels: [], subject: 'somebody' }));
    expect(keysOf(labelled).some((key, index) => key === keysOf(RECORDINGS)[index])).toBe(false);
  });

  it('have other keys under another task', () => {
    const plan = planTask(RECORDINGS, { kind: 'rhythm', windowSeconds: 10 });
    const others = keyed(RECORDINGS, plan, SPEC).map(({ key }) => key);
    expect(others.some((key, index) => key === keysOf(RECORDINGS)[index])).toBe(false);
  });

  it('have other keys under another conditioning', () => {
    const other = { ...SPEC, conditioning: { ...SPEC.conditioning, highHz: 30 } };
    expect(keysOf(RECORDINGS).some((key, index) => key === keysOf(RECORDINGS, other)[index])).toBe(false);
  });
});
