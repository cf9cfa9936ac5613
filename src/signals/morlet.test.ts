import { describe, expect, it } from 'vitest';
import { createRandom } from '../domain/random';
import { createMorletTransform } from './morlet';

const RATE_HZ = 256;
const frequenciesHz = Float64Array.of(4, 8, 16, 32);

const transform = createMorletTransform({ samplingRateHz: RATE_HZ, frequenciesHz, omega0: 6 });

function powersOf(samples: Float64Array, centre: number): Float64Array {
  const out = new Float64Array(4);
  transform.write(samples, centre, out, 0, 1);
  return out;
}

describe('the Morlet transform', () => {
  it.each([0, 1, 2, 3])('answers an oscillation in the row of its frequency, number %i', (row) => {
    const hz = frequenciesHz[row] as number;
    const powers = powersOf(
      Float64Array.from({ length: 2000 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / RATE_HZ)),
      1000,
    );
    expect(powers.indexOf(Math.max(...powers))).toBe(row);
  });

  it('gives white noise the same density at every frequency, twice its variance over the rate', () => {
    const random = createRandom(3);
    const noise = Float64Array.from({ length: 400_000 }, () => random.normal());
    const sums = new Float64Array(4);
    let moments = 0;
    for (let centre = 1000; centre < noise.length - 1000; centre += 100) {
      powersOf(noise, centre).forEach((power, row) => {
        sums[row] = (sums[row] as number) + power;
      });
      moments += 1;
    }
    for (const sum of sums) expect(Math.abs((sum / moments / 2) * RATE_HZ - 1)).toBeLessThan(0.1);
  });
});
