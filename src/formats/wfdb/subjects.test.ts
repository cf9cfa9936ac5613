import { expect, it } from 'vitest';
import type { Lead } from '../../domain/recording';
import { subjectOf } from './subjects';

function leads(names: readonly string[], samplingRateHz: number): Lead[] {
  return names.map((name) => ({
    name,
    samplingRateHz,
    unit: 'mV',
    digital: new Int16Array(10),
    gain: 200,
    baseline: 0,
    missing: null,
    checksum: 'ok',
  }));
}

it('knows the people of CPSC 2021, PTB and MIMIC by the names of records and folders', () => {
  const two = leads(['I', 'II'], 200);
  expect(subjectOf('a/data_101_6', two)).toBe('cpsc2021/101');
  expect(subjectOf('b/data_101_12', two)).toBe('cpsc2021/101');
  const fifteen = leads(Array.from('abcdefghijklmno'), 1000);
  expect(subjectOf('ptb/patient001/s0010_re', fifteen)).toBe('ptb/001');
  expect(subjectOf('p00/p000878/p000878-2137-10-26-16-57', leads(['II'], 125))).toBe('mimic/p000878');
});

it('takes no other record for one of theirs', () => {
  expect(subjectOf('data_101_6', leads(['I', 'II'], 250))).toBeUndefined();
  expect(subjectOf('data_101_6', leads(['I'], 200))).toBeUndefined();
  expect(subjectOf('patient001/x', leads(['I', 'II'], 1000))).toBeUndefined();
  expect(subjectOf('s0010_re', leads(Array.from('abcdefghijklmno'), 1000))).toBeUndefined();
  expect(subjectOf('p000878', leads(['II'], 125))).toBeUndefined();
});
