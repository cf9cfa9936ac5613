import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { butterworthBandPass } from './butterworth';
import { edgeSamples, filterZeroPhase } from './zero-phase';

const sections = butterworthBandPass(2, 0.5, 40, 360);
const signal = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 100, maxLength: 300 });

describe('filterZeroPhase', () => {
  it('is linear', () => {
    fc.assert(
      fc.property(signal, fc.double({ min: -3, max: 3, noNaN: true }), (values, factor) => {
        const other = values.map((value, index) => Math.sin(index) - value * value);
        const mixed = filterZeroPhase(
          sections,
          Float64Array.from(values, (value, i) => value + factor * (other[i] as number)),
        );
        const a = filterZeroPhase(sections, Float64Array.from(values));
        const b = filterZeroPhase(sections, Float64Array.from(other));
        for (const [index, value] of mixed.entries()) {
          expect(value).toBeCloseTo((a[index] as number) + factor * (b[index] as number), 8);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('removes any constant from the first sample to the last', () => {
    const filtered = filterZeroPhase(sections, new Float64Array(500).fill(3));
    expect(Math.max(...filtered.map(Math.abs))).toBeLessThan(1e-9);
  });

  it('keeps a wave of the pass band where and as tall as it is', () => {
    const wave = Float64Array.from({ length: 3600 }, (_, index) => Math.sin((2 * Math.PI * 8 * index) / 360));
    const filtered = filterZeroPhase(sections, wave);
    for (let index = 1000; index < 2600; index++) {
      expect(Math.abs((filtered[index] as number) - (wave[index] as number))).toBeLessThan(0.005);
    }
  });

  it('answers an impulse symmetrically in time, and later impulses later by as much', () => {
    const impulseAt = (position: number): Float64Array => {
      const impulse = new Float64Array(6001);
      impulse[position] = 1;
      return filterZeroPhase(sections, impulse);
    };
    const centred = impulseAt(3000);
    const shifted = impulseAt(3050);
    for (let lag = 0; lag < 300; lag++) {
      expect(centred[3000 - lag]).toBeCloseTo(centred[3000 + lag] as number, 8);
      expect(shifted[3050 + lag]).toBeCloseTo(centred[3000 + lag] as number, 8);
    }
  });

  it('leaves its input alone and refuses one that is shorter than its edge', () => {
    const samples = new Float64Array(edgeSamples(sections) + 1).fill(1);
    filterZeroPhase(sections, samples);
    expect(samples.every((sample) => sample === 1)).toBe(true);
    expect(() => filterZeroPhase(sections, samples.subarray(1))).toThrow(RangeError);
  });
});
