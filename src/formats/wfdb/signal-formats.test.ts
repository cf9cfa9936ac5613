import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encode16,
  encode24,
  encode32,
  encode61,
  encode80,
  encode160,
  encode212,
  encode310,
  encode311,
} from '../../../tests/fixtures/wfdb-bytes';
import { PACKING_PERIOD, type PackedFormat, SIGNAL_FORMATS } from './signal-formats';

function get(code: number): PackedFormat {
  const format = SIGNAL_FORMATS.get(code);
  if (format?.packing !== 'bits') throw new Error(`${code} is no packed format`);
  return format;
}

function decode(code: number, bytes: Uint8Array, samples: number): number[] {
  const into = new (get(code).Samples)(samples + 2).fill(77);
  get(code).decode(bytes, samples, into);
  expect([...into.subarray(samples)], 'nothing is written past the end').toEqual([77, 77]);
  return [...into.subarray(0, samples)];
}

describe.each([
  [16, encode16, 16],
  [24, encode24, 24],
  [32, encode32, 32],
  [61, encode61, 16],
  [80, encode80, 8],
  [160, encode160, 16],
  [212, encode212, 12],
  [310, encode310, 10],
  [311, encode311, 10],
])('signal format %i', (code, encode, bits) => {
  const lowest = -(2 ** (bits - 1));

  it('decodes what was encoded, of any length, over the whole range', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: lowest, max: -lowest - 1 })), (samples) => {
        const bytes = encode(samples);
        expect(bytes).toHaveLength(get(code).bytesOf(samples.length));
        expect(decode(code, bytes, samples.length)).toEqual(samples);
      }),
    );
  });

  it('counts the samples that bytes hold', () => {
    const { samplesIn, bytesOf } = get(code);
    for (let bytes = 0; bytes < 40; bytes++) {
      expect(bytesOf(samplesIn(bytes))).toBeLessThanOrEqual(bytes);
      expect(bytesOf(samplesIn(bytes) + 1)).toBeGreaterThan(bytes);
    }
  });

  it('takes the lowest value for a missing sample', () => {
    expect(get(code).missing).toBe(lowest);
    expect(decode(code, encode([lowest, lowest, lowest]), 3)).toEqual([lowest, lowest, lowest]);
  });

  it('is at a whole byte after each packing period', () => {
    const samples = Array.from({ length: 2 * PACKING_PERIOD }, (_, index) => index - 5);
    const middle = get(code).bytesOf(PACKING_PERIOD);
    expect(decode(code, encode(samples).subarray(middle), PACKING_PERIOD)).toEqual(samples.slice(PACKING_PERIOD));
  });
});

it('decodes the first samples of MIT-BIH record 100 as published: 995 and 1011', () => {
  expect(decode(212, Uint8Array.of(0xe3, 0x33, 0xf3), 2)).toEqual([995, 1011]);
});

it('decodes words laid out by hand as signal(5) describes them', () => {
  // 310: sample 1 = 0b01_0000_0001, sample 2 = -512, sample 3 = 0b10001_00011 = -477 (lower half 00011, upper 10001).
  expect(decode(310, Uint8Array.of(0b0000_0010, 0b0001_1010, 0b0000_0000, 0b1000_1100), 3)).toEqual([257, -512, -477]);
  // 311: from the lowest bit up 0b01_0000_0001, 0b10_0000_0000, 0b10_0010_0011.
  expect(decode(311, Uint8Array.of(0b0000_0001, 0b0000_0001, 0b0011_1000, 0b0010_0010), 3)).toEqual([257, -512, -477]);
  expect(decode(61, Uint8Array.of(0xff, 0x38), 1)).toEqual([-200]);
  expect(decode(160, Uint8Array.of(0x38, 0x7f), 1)).toEqual([-200]);
  expect(decode(80, Uint8Array.of(0, 255), 2)).toEqual([-128, 127]);
});
