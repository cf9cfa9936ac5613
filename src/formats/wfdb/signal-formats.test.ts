import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode16, encode212 } from '../../../tests/fixtures/wfdb-bytes';
import { SIGNAL_FORMATS, type SignalFormat } from './signal-formats';

const get = (code: number): SignalFormat => SIGNAL_FORMATS.get(code) as SignalFormat;

describe.each([
  [212, encode212, 12],
  [16, encode16, 16],
])('signal format %i', (code, encode, bits) => {
  const lowest = -(2 ** (bits - 1));

  it('decodes what was encoded, of any length, over the whole range', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: lowest, max: -lowest - 1 })), (samples) => {
        const bytes = encode(samples);
        expect(bytes).toHaveLength(get(code).bytesOf(samples.length));
        expect([...get(code).decode(bytes, samples.length)]).toEqual(samples);
      }),
    );
  });

  it('counts the samples that bytes hold', () => {
    for (let samples = 0; samples < 12; samples++) {
      expect(get(code).samplesIn(get(code).bytesOf(samples))).toBe(samples);
    }
  });

  it('takes the lowest value for a missing sample', () => {
    expect(get(code).missing).toBe(lowest);
  });
});

it('decodes the first samples of MIT-BIH record 100 as published: 995 and 1011', () => {
  expect([...get(212).decode(Uint8Array.of(0xe3, 0x33, 0xf3), 2)]).toEqual([995, 1011]);
});
