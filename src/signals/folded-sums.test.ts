import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFftSquares } from './fft-squares';
import { createFoldedSums } from './folded-sums';
import { periodicWindow, TAPERS } from './windows';

describe('createFoldedSums', () => {
  it('has the squared magnitudes of the FFT, whatever the length, the taper and the number of bins', () => {
    const shape = fc
      .tuple(fc.integer({ min: 1, max: 80 }), fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([length, zeros, share]) => {
        const fftLength = length + zeros;
        return { length, fftLength, bins: 1 + Math.floor(share * Math.floor(fftLength / 2)) };
      });
    fc.assert(
      fc.property(
        shape,
        fc.constantFrom(...TAPERS),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (each, taper, mean) => {
          const samples = Float64Array.from({ length: each.length + 9 }, (_, n) => Math.sin(n * n * 0.01) + 0.3);
          const window = periodicWindow(taper, each.length);
          const sums = createFoldedSums(window, each.fftLength, each.bins)(samples, 7, mean);
          const squares = createFftSquares(window, each.fftLength, each.bins)(samples, 7, mean);
          for (const [bin, square] of squares.entries()) expect(sums[bin]).toBeCloseTo(square, 9);
        },
      ),
    );
  });
});
