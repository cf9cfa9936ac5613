import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createComplexFft } from './complex-fft';
import { createRealFft } from './real-fft';

const samples = fc
  .oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(2, 4, 8, 64, 128, 256))
  .chain((length) => fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length }))
  .map((values) => Float64Array.from(values));

function spectrumOf(input: Float64Array, bins: number): { real: Float64Array; imaginary: Float64Array } {
  const spectrum = { real: new Float64Array(bins), imaginary: new Float64Array(bins) };
  createRealFft(input.length).forward(input, spectrum.real, spectrum.imaginary);
  return spectrum;
}

describe('createRealFft', () => {
  it('is the lower half of the complex transform', () => {
    fc.assert(
      fc.property(samples, (input) => {
        const real = input.slice();
        const imaginary = new Float64Array(input.length);
        createComplexFft(input.length).transform(real, imaginary);
        const bins = Math.floor(input.length / 2) + 1;
        const spectrum = spectrumOf(input, bins);
        for (let bin = 0; bin < bins; bin++) {
          expect(spectrum.real[bin]).toBeCloseTo(real[bin] as number, 10);
          expect(spectrum.imaginary[bin]).toBeCloseTo(imaginary[bin] as number, 10);
        }
      }),
    );
  });

  it('gives the same bins when fewer are asked for, and leaves its input alone', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
        const all = createRealFft(input.length).bins;
        const few = 1 + Math.floor(share * (all - 1));
        const before = input.slice();
        expect(spectrumOf(input, few).real).toEqual(spectrumOf(input, all).real.slice(0, few));
        expect(input).toEqual(before);
      }),
    );
  });
});
