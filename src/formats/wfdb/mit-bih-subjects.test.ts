import { expect, it } from 'vitest';
import type { Lead } from '../../domain/recording';
import { mitBihSubject } from './mit-bih-subjects';

function leads(names: readonly string[], samplingRateHz = 360, samples = 650_000): Lead[] {
  const digital = new Int16Array(samples);
  return names.map((name) => ({
    name,
    samplingRateHz,
    unit: 'mV',
    digital,
    gain: 200,
    baseline: 1024,
    missing: -2048,
    checksum: 'ok',
  }));
}

it('knows that 201 and 202 are one person, and that the stress test is made from 118 and 119', () => {
  const usual = leads(['MLII', 'V1']);
  expect(mitBihSubject('202', usual)).toBe(mitBihSubject('201', usual));
  expect(mitBihSubject('201', usual)).not.toBe(mitBihSubject('203', usual));
  expect(mitBihSubject('118e00', usual)).toBe(mitBihSubject('118', usual));
  expect(mitBihSubject('119e_6', usual)).toBe(mitBihSubject('119', usual));
});

it('does not take another record of the same name for one of MIT-BIH', () => {
  expect(mitBihSubject('201', leads(['I', 'II']))).toBeUndefined();
  expect(mitBihSubject('201', leads(['MLII', 'V1'], 500))).toBeUndefined();
  expect(mitBihSubject('201', leads(['MLII', 'V1'], 360, 1000))).toBeUndefined();
  expect(mitBihSubject('201', leads(['MLII']))).toBeUndefined();
  expect(mitBihSubject('110', leads(['MLII', 'V1']))).toBeUndefined();
});
