import { describe, expect, it } from 'vitest';
import type { Recording } from '../domain/recording';
import { withFoundBeats } from './found-beats';

const lead = {
  name: 'II',
  samplingRateHz: 500,
  unit: 'mV',
  digital: new Int16Array(5000),
  gain: 200,
  baseline: 0,
  missing: null,
  checksum: 'none' as const,
};
const recording: Recording = {
  id: 'a',
  name: 'a',
  format: 'wfdb',
  subject: 'a',
  synthetic: false,
  leads: [{ ...lead, name: 'V1' }, lead],
  annotationRateHz: 250,
  annotations: [{ sample: 900, symbol: '+', subtype: 0, channel: 0, number: 0, text: '(N' }],
  warnings: [],
};
const find = (_: Float64Array, rateHz: number): number[] => [rateHz, 3 * rateHz];

describe('a recording without beats', () => {
  it('gets those that are found, without a class and on its own time base', () => {
    const { annotations, warnings } = withFoundBeats(recording, find);
    expect(annotations.map(({ sample, symbol }) => `${symbol} ${sample}`)).toEqual(['Q 250', 'Q 750', '+ 900']);
    expect(warnings).toEqual([
      expect.stringMatching(/^a has no annotated beats: 2 were found by the lab in lead II\./),
    ]);
  });
  it('stays as it is where it has beats, is a table or is too slow', () => {
    const beat = { sample: 5, symbol: 'N', subtype: 0, channel: 0, number: 0, text: '' };
    const others: Recording[] = [
      { ...recording, annotations: [beat] },
      { ...recording, excerptSamples: 100 },
      { ...recording, leads: [{ ...lead, samplingRateHz: 40 }] },
      { ...recording, leads: [] },
    ];
    for (const other of others) expect(withFoundBeats(other, find)).toBe(other);
  });
});
