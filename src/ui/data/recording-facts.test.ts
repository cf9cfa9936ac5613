import { describe, expect, it } from 'vitest';
import type { Lead, Recording } from '../../domain/recording';
import { factsOf, summaryOf } from './recording-facts';

const lead = (checksum: Lead['checksum']): Lead => ({
  name: 'MLII',
  samplingRateHz: 100,
  unit: 'mV',
  digital: new Int16Array(1000),
  gain: 200,
  baseline: 0,
  missing: null,
  checksum,
});
const beat = (symbol: string) => ({ sample: 1, symbol, subtype: 0, channel: 0, number: 0, text: '' });
const recording = (
  name: string,
  subject: string,
  symbols: string,
  checksums: readonly Lead['checksum'][],
): Recording => ({
  id: name,
  name,
  format: 'wfdb',
  subject,
  synthetic: false,
  leads: checksums.map(lead),
  annotationRateHz: 100,
  annotations: [...symbols].map(beat),
  warnings: [],
});

describe('facts of recordings', () => {
  it('count beats of each class and leave other marks out', () => {
    const facts = factsOf(recording('100', 'a', 'NNLV+~A', ['ok']));
    expect(facts.beats).toEqual({ N: 3, S: 1, V: 1, F: 0, Q: 0 });
    expect(facts.beatCount).toBe(5);
    expect(facts.durationSeconds).toBe(10);
  });

  it('are bad as soon as one checksum is, and unknown only where there is none', () => {
    expect(factsOf(recording('1', 'a', '', ['ok', 'bad'])).checksum).toBe('bad');
    expect(factsOf(recording('2', 'a', '', ['ok', 'none'])).checksum).toBe('ok');
    expect(factsOf(recording('3', 'a', '', ['none'])).checksum).toBe('none');
  });

  it('count a person once, however many recordings there are', () => {
    const both = [recording('201', 'x', 'NV', ['ok']), recording('202', 'x', 'N', ['ok'])];
    expect(summaryOf(both)).toMatchObject({ recordings: 2, subjects: 1, beatCount: 3, synthetic: false });
  });
});
