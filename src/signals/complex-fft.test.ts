import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createComplexFft } from './complex-fft';

interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Power-of-two lengths and all others, up to 300. */
const signal: fc.Arbitrary<Complex> = fc
  .oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128, 256))
  .chain((length) =>
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2 * length, maxLength: 2 * length }),
  )
  .map((values) => {
    const length = values.length / 2;
    return { real: Float64Array.from(values.slice(0, length)), imaginary: Float64Array.from(values.slice(length)) };
  });

function transformed({ real, imaginary }: Complex): Complex {
  const copy = { real: real.slice(), imaginary: imaginary.slice() };
  createComplexFft(real.length).transform(copy.real, copy.imaginary);
  return copy;
}

function energy({ real, imaginary }: Complex): number {
  return real.reduce((sum, value) => sum + value * value, 0) + imaginary.reduce((sum, value) => sum + value * value, 0);
}

function expectClose(actual: Complex, expected: Complex): void {
  for (let index = 0; index < expected.real.length; index++) {
    expect(Math.abs((actual.real[index] as number) - (expected.real[index] as number))).toBeLessThan(1e-10);
    expect(Math.abs((actual.imaginary[index] as number) - (expected.imaginary[index] as number))).toBeLessThan(1e-10);
  }
}

/** The definition, term by term. */
function naive({ real, imaginary }: Complex): Complex {
  const length = real.length;
  const sum = { real: new Float64Array(length), imaginary: new Float64Array(length) };
  for (let k = 0; k < length; k++) {
    for (let n = 0; n < length; n++) {
      const angle = (-2 * Math.PI * ((k * n) % length)) / length;
      const re = real[n] as number;
      const im = imaginary[n] as number;
      sum.real[k] = (sum.real[k] as number) + re * Math.cos(angle) - im * Math.sin(angle);
      sum.imaginary[k] = (sum.imaginary[k] as number) + re * Math.sin(angle) + im * Math.cos(angle);
    }
  }
  return sum;
}

describe('createComplexFft', () => {
  it('is the definition', () => {
    fc.assert(
      fc.property(signal, (x) => expectClose(transformed(x), naive(x))),
      { numRuns: 60 },
    );
  });

  it('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(signal, (x) => {
        expect(energy(transformed(x)) / x.real.length).toBeCloseTo(energy(x), 9);
      }),
    );
  });

  it('comes back by the transform with its arguments swapped', () => {
    fc.assert(
      fc.property(signal, (x) => {
        const length = x.real.length;
        const { real, imaginary } = transformed(x);
        createComplexFft(length).transform(imaginary, real);
        const scaled = (values: Float64Array): Float64Array => values.map((value) => value / length);
        expectClose({ real: scaled(real), imaginary: scaled(imaginary) }, x);
      }),
    );
  });

  it('turns a shift in time into a phase', () => {
    fc.assert(
      fc.property(signal, fc.nat(299), (x, by) => {
        const length = x.real.length;
        const shift = (values: Float64Array): Float64Array => values.map((_, n) => values[(n + by) % length] as number);
        const shifted = transformed({ real: shift(x.real), imaginary: shift(x.imaginary) });
        const plain = transformed(x);
        const phase = plain.real.map((_, k) => (2 * Math.PI * ((k * by) % length)) / length);
        const turn = (a: Float64Array, b: Float64Array, sign: number): Float64Array =>
          a.map(
            (value, k) => value * Math.cos(phase[k] as number) + sign * (b[k] as number) * Math.sin(phase[k] as number),
          );
        expectClose(shifted, {
          real: turn(plain.real, plain.imaginary, -1),
          imaginary: turn(plain.imaginary, plain.real, 1),
        });
      }),
    );
  });

  it('keeps nothing from one call to the next', () => {
    for (const length of [45, 64]) {
      const fft = createComplexFft(length);
      const ones = (): Complex => ({ real: new Float64Array(length).fill(1), imaginary: new Float64Array(length) });
      const first = ones();
      fft.transform(first.real, first.imaginary);
      const noise = {
        real: Float64Array.from({ length }, (_, n) => Math.sin(n * n)),
        imaginary: new Float64Array(length),
      };
      fft.transform(noise.real, noise.imaginary);
      const second = ones();
      fft.transform(second.real, second.imaginary);
      expect(second).toEqual(first);
    }
  });

  it.each([0, -4, 2.5, Number.NaN])('refuses a length of %d', (length) => {
    expect(() => createComplexFft(length)).toThrow(RangeError);
  });
});
