import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDecibels } from '../decibels';
import { createPowerDensity } from '../power-density';
import { createSpectrogram } from '../spectrogram';
import { periodicWindow, TAPERS, type Taper } from '../windows';
import { loadedLanes, loadLanes } from './lanes';

interface Picture {
  readonly taper: Taper;
  readonly length: number;
  readonly zeros: number;
  readonly bins: number;
  readonly starts: readonly number[];
}

const SAMPLES = Float64Array.from({ length: 400 }, (_, n) => Math.sin(n * n * 0.003) + 0.1 * Math.cos(n));
const FLOORS = [0, 1e-9, 1e-3];

const picture: fc.Arbitrary<Picture> = fc.record({
  taper: fc.constantFrom(...TAPERS),
  length: fc.integer({ min: 16, max: 90 }),
  zeros: fc.integer({ min: 100, max: 200 }),
  bins: fc.integer({ min: 1, max: 12 }),
  starts: fc.array(fc.nat(300), { minLength: 1, maxLength: 9 }),
});

function spectrogramOf({ taper, length, zeros, bins, starts }: Picture) {
  const window = periodicWindow(taper, length);
  const density = createPowerDensity({ samplingRateHz: 256, window, fftLength: length + zeros, bins, detrend: 'none' });
  const write = createSpectrogram(density, Int32Array.from(starts));
  return { density, write };
}

// Prepared before the kernels are loaded: by plain JavaScript.
const plainDecibels = FLOORS.map((floor) => createDecibels(floor));

beforeAll(async () => {
  expect(loadedLanes()).toBeNull();
  await loadLanes(await readFile(new URL('lanes.wasm', import.meta.url)));
});

describe('the kernel of decibels', () => {
  it('gives the bits of plain JavaScript, whatever the number of values', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(values, fc.constantFrom(1, 100), fc.nat(FLOORS.length - 1), (some, times, which) => {
        const plain = Float64Array.from(new Array(times).fill(some).flat());
        const fast = plain.slice();
        plainDecibels[which]?.(plain, plain.length);
        createDecibels(FLOORS[which] as number)(fast, fast.length);
        expect(fast).toEqual(plain);
      }),
    );
  });

  it('leaves what is no normal number to plain JavaScript, and does the rest', () => {
    const values = Float64Array.of(1, 2 ** -1050, 10, 0, Number.POSITIVE_INFINITY, -1, Number.NaN);
    const plain = values.slice();
    plainDecibels[0]?.(plain, plain.length);
    createDecibels(0)(values, values.length);
    expect(values).toEqual(plain);
    expect(values[2]).toBeCloseTo(10, 12);
  });

  it('touches only as many values as it is told', () => {
    const values = new Float64Array(5).fill(100);
    createDecibels(0)(values, 3);
    expect([...values].map(Math.round)).toEqual([20, 20, 20, 100, 100]);
  });
});

describe('the kernel of the spectrogram', () => {
  it('gives the bits of plain JavaScript, whatever the frames, and whoever used it in between', () => {
    fc.assert(
      fc.property(picture, picture, (one, other) => {
        const made = [one, other].map((each) => ({ ...each, ...spectrogramOf(each) }));
        for (const { bins, starts, density, write } of [...made, ...made]) {
          const frames = starts.length;
          const fast = new Float64Array(bins * frames);
          write(SAMPLES, fast);
          const plain = new Float64Array(bins * frames);
          for (const [frame, start] of starts.entries()) density.write(SAMPLES, start, plain, frame, frames);
          expect(density.frames).toBeDefined();
          expect(fast).toEqual(plain);
        }
      }),
    );
  });

  it('takes more memory where a picture needs it', () => {
    const far = { taper: 'hann', length: 64, zeros: 192, bins: 4, starts: [0, 49_000] } as const;
    const samples = Float64Array.from({ length: 50_000 }, (_, n) => Math.sin(n));
    const { density, write } = spectrogramOf(far);
    const fast = new Float64Array(8);
    write(samples, fast);
    const plain = new Float64Array(8);
    density.write(samples, 0, plain, 0, 2);
    density.write(samples, 49_000, plain, 1, 2);
    expect(fast).toEqual(plain);
  });
});
