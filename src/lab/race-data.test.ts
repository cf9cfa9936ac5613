import { describe, expect, it } from 'vitest';
import { initialSpec } from '../domain/experiment';
import type { RecordingDigest } from '../domain/lead-pyramid';
import type { Recording } from '../domain/recording';
import { dataName, raceDataOf, stalenessOf } from './race-data';
import { newRace } from './race-events';

const recording = (name: string) => ({ id: name, name, synthetic: false }) as Recording;
const digest = (fingerprint: string): RecordingDigest => ({ fingerprint, pyramids: [] });
const spec = initialSpec([]);

/** What the page shows when recordings of these names and contents are open. */
function opened(contents: Readonly<Record<string, string>>) {
  return {
    ...{ spec, edition: 0, source: 'files' as const, looksLikeMitBih: false },
    recordings: Object.keys(contents).map(recording),
    digests: Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, digest(content)])),
  };
}

describe('a race is stale', () => {
  const before = opened({ a: '1', b: '2' });
  const race = newRace(spec, before.recordings, raceDataOf(before), 0);

  it('when other recordings are open, fewer, or others of the same name', () => {
    expect(stalenessOf(race, before)).toBeNull();
    expect(stalenessOf(race, opened({ b: '2', a: '1' }))).toBeNull();
    expect(stalenessOf(race, opened({ a: '1' }))).toBe('data');
    expect(stalenessOf(race, opened({ a: '1', b: '2', c: '3' }))).toBe('data');
    expect(stalenessOf(race, opened({ a: '1', b: 'other' }))).toBe('data');
  });

  it('when something else was chosen, or beats were corrected, and not when the choice was taken back', () => {
    expect(stalenessOf(race, { ...before, spec: { ...spec, seed: 2 } })).toBe('settings');
    expect(stalenessOf(race, { ...before, spec: { ...spec } })).toBeNull();
    expect(stalenessOf(race, { ...before, edition: 1 })).toBe('corrections');
  });
});

it('names data as one would say it', () => {
  const name = (...names: string[]) =>
    dataName({ source: 'files', looksLikeMitBih: names.includes('100') }, names.map(recording));
  expect(name('mine')).toBe('mine');
  expect(name('T_TEST', 'T_TRAIN')).toBe('T_TEST and T_TRAIN');
  expect(name('a', 'b', 'c')).toBe('a and 2 more');
  expect(name('100', '101', '103')).toBe('MIT-BIH, 3 records');
  expect(dataName({ source: 'builtin', looksLikeMitBih: false }, [recording('P01')])).toBe('Built-in cohort');
});
