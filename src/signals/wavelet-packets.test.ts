import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../domain/random';
import { SCALING_FILTERS, WAVELETS, waveletFilter } from './daubechies';
import { createPacketEnergies } from './wavelet-packets';

const dot = (a: readonly number[], b: readonly number[], shift: number): number =>
  a.reduce((sum, value, tap) => sum + value * (b[tap + shift] ?? 0), 0);

describe.each(WAVELETS)('the filters of %s', (name) => {
  const low = SCALING_FILTERS[name];
  const high = waveletFilter(low);

  it('sum to the root of two and to nothing', () => {
    expect(low.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Math.SQRT2, 14);
    expect(high.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 14);
  });

  it('are orthogonal to each other and to their own shifts by even numbers', () => {
    for (let shift = 0; shift < low.length; shift += 2) {
      const unit = shift === 0 ? 1 : 0;
      expect(dot(low, low, shift)).toBeCloseTo(unit, 14);
      expect(dot(high, high, shift)).toBeCloseTo(unit, 14);
      for (const side of [shift, -shift]) expect(dot(low, high, side)).toBeCloseTo(0, 14);
    }
  });

  it('see nothing of a polynomial below half of their length', () => {
    for (let power = 0; power < low.length / 2; power++) {
      expect(high.reduce((sum, value, tap) => sum + value * tap ** power, 0)).toBeCloseTo(0, 12);
    }
  });
});

describe('wavelet packets', () => {
  it('keep the energy of the signal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WAVELETS), fc.integer({ min: 1, max: 6 }), fc.nat(1000), (name, level, seed) => {
        const random = createRandom(seed);
        const samples = Float64Array.from({ length: 192 }, () => random.normal());
        const energies = new Float64Array(2 ** level);
        createPacketEnergies(192, level, SCALING_FILTERS[name])(samples, energies);
        const whole = samples.reduce((sum, value) => sum + value * value, 0);
        expect(energies.reduce((sum, value) => sum + value, 0)).toBeCloseTo(whole, 9);
      }),
    );
  });

  it('lie in the order of frequency', () => {
    const energies = new Float64Array(16);
    const write = createPacketEnergies(512, 4, SCALING_FILTERS.db4);
    for (let band = 0; band < 16; band++) {
      const cyclesPerSample = (band + 0.5) / 32;
      write(
        Float64Array.from({ length: 512 }, (_, n) => Math.sin(2 * Math.PI * cyclesPerSample * n)),
        energies,
      );
      expect(energies.indexOf(Math.max(...energies))).toBe(band);
    }
  });

  it('refuse a length that cannot be halved so often', () => {
    expect(() => createPacketEnergies(100, 3, SCALING_FILTERS.haar)).toThrow(RangeError);
  });
});
