import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../domain/random';
import { type Lead, physicalSamples } from '../../domain/recording';
import { physicalSlices } from '../../domain/sample-slices';
import { detectRPeaks, R_PEAK_DETECTORS } from './detect';
import { locateRPeaks } from './locate';

/** Offset from the R peak in seconds, height in millivolts, width in seconds of P, Q, R, S and T. */
const WAVES = [
  [-0.17, 0.12, 0.025],
  [-0.03, -0.1, 0.01],
  [0, 1.1, 0.011],
  [0.03, -0.25, 0.012],
  [0.28, 0.3, 0.05],
] as const;

interface Ecg {
  readonly samples: Float64Array;
  /** `[beat]` seconds. */
  readonly beats: readonly number[];
}

/** An irregular rhythm around 75 a minute with 10 uV of noise, the first beat 0.6 s after the start. */
function ecg(seconds: number, rateHz: number, seed = 1): Ecg {
  const random = createRandom(seed);
  const beats: number[] = [];
  for (let at = 0.6; at < seconds - 0.6; at += 0.8 + 0.25 * (random.uniform() - 0.5)) beats.push(at);
  const samples = Float64Array.from({ length: Math.floor(seconds * rateHz) }, () => 0.01 * random.normal());
  for (const beat of beats) {
    for (const [offset, height, width] of WAVES) {
      const centre = (beat + offset) * rateHz;
      const reach = 5 * width * rateHz;
      for (let at = Math.max(0, Math.ceil(centre - reach)); at < Math.min(samples.length, centre + reach); at++) {
        const sample = samples[at] as number;
        samples[at] = sample + height * Math.exp(-0.5 * ((at - centre) / (width * rateHz)) ** 2);
      }
    }
  }
  return { samples, beats };
}

/** Every beat once and nothing else, within a sample or the 5 ms by which noise can move the top of an R wave. */
function expectExactly(detected: Float64Array, beats: readonly number[], rateHz: number): void {
  expect(detected).toHaveLength(beats.length);
  const tolerance = Math.max(1, 0.005 * rateHz);
  for (const [index, beat] of beats.entries()) {
    expect(Math.abs((detected[index] as number) - beat * rateHz)).toBeLessThanOrEqual(tolerance);
  }
}

const MISSING = -32_768;

/** As a recorder stores it, with an electrode off for `gapSeconds` after 20 s. */
function stored({ samples }: Ecg, samplingRateHz: number, gapSeconds: number): Lead {
  const digital = Int16Array.from(samples, (sample) => 512 + 200 * sample);
  digital.fill(MISSING, 20 * samplingRateHz, Math.round((20 + gapSeconds) * samplingRateHz));
  const about = { name: 'II', unit: 'mV', gain: 200, baseline: 512, missing: MISSING, checksum: 'none' } as const;
  return { ...about, samplingRateHz, digital };
}

describe.each(R_PEAK_DETECTORS)('$label', ({ id, detect }) => {
  it('finds the same in sections of whatever length as in one', () => {
    const sections = fc.tuple(fc.integer({ min: 500, max: 20_000 }), fc.constantFrom(128, 250, 360, 1000));
    fc.assert(
      fc.property(sections, fc.integer({ min: 0, max: 60 }), ([section, rateHz], gapSeconds) => {
        const lead = stored(ecg(90, rateHz, section), rateHz, gapSeconds);
        // Places in the gap, where there is nothing but rounding, are no peaks.
        const found = (sectionSamples: number): Float64Array =>
          locateRPeaks(physicalSlices(lead), rateHz, detect(physicalSlices(lead), rateHz, sectionSamples));
        expect(found(section)).toEqual(found(lead.digital.length));
        expect(found(section).length).toBeGreaterThan(20);
      }),
      { numRuns: 25 },
    );
  });

  it('finds in slices of stored samples what it finds in the millivolts of all', () => {
    const lead = stored(ecg(400, 360), 360, 200);
    const found = detectRPeaks(physicalSlices(lead), 360, id);
    expect(found).toEqual(detectRPeaks(physicalSamples(lead), 360, id));
    expect(found.length).toBeGreaterThan(200);
    expect(found.every((at) => lead.digital[at] !== MISSING)).toBe(true);
  });

  it('finds every R peak at any rate', () => {
    const rate = fc.oneof(fc.integer({ min: 100, max: 1000 }), fc.constantFrom(128, 333.3, 1000 / 3, 977));
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 1000 }), (rateHz, seed) => {
        const { samples, beats } = ecg(20, rateHz, seed);
        expectExactly(detectRPeaks(samples, rateHz, id), beats, rateHz);
      }),
      { numRuns: 25 },
    );
  });

  it('finds the same in a lead that is upside down, in another unit', () => {
    const { samples } = ecg(30, 360);
    const plain = detectRPeaks(samples, 360, id);
    for (const factor of [-1, 1024, -1 / 1024]) {
      const changed = samples.map((sample) => factor * sample);
      expect(detectRPeaks(changed, 360, id)).toEqual(plain);
    }
  });

  it('finds the same whatever the level, and later what is later', () => {
    const { samples, beats } = ecg(30, 250);
    expectExactly(
      detectRPeaks(
        samples.map((sample) => sample + 400),
        250,
        id,
      ),
      beats,
      250,
    );
    const delayed = new Float64Array(samples.length + 1000).fill(samples[0] as number);
    delayed.set(samples, 1000);
    expectExactly(
      detectRPeaks(delayed, 250, id),
      beats.map((beat) => beat + 4),
      250,
    );
  });

  it('goes from section to section without losing or doubling a beat', () => {
    const { samples, beats } = ecg(1200, 200);
    expectExactly(detectRPeaks(samples, 200, id), beats, 200);
  });

  it.each([
    ['a gap', Number.NaN],
    ['a flat line', 0],
  ])('finds nothing in %s and every beat around it', (_, filler) => {
    const { samples, beats } = ecg(60, 360);
    samples.fill(filler, 20 * 360, 40 * 360);
    const isNear = (beat: number): boolean => beat > 19.5 && beat < 40.5;
    const detected = detectRPeaks(samples, 360, id);
    expectExactly(
      detected.filter((at) => !isNear(at / 360)),
      beats.filter((beat) => !isNear(beat)),
      360,
    );
    expect(detected.filter((at) => at > 20 * 360 && at < 40 * 360 - 1)).toHaveLength(0);
  });

  it.each([125, 200, 257, 333.3, 500])('finds nothing in minutes of any level at %d Hz', (rateHz) => {
    for (const level of [0.3, -100]) {
      const { samples } = ecg(180, rateHz);
      const [from, to] = [Math.round(30 * rateHz), Math.round(150 * rateHz)];
      samples.fill(level, from, to);
      const inside = detectRPeaks(samples, rateHz, id).filter((at) => at > from + rateHz / 2 && at < to - rateHz / 2);
      expect(inside).toHaveLength(0);
    }
  });

  it('finds the beats again within ten seconds of an artefact that is thirty times as tall', () => {
    const { samples, beats } = ecg(60, 360);
    const random = createRandom(9);
    for (let at = 20 * 360; at < 23 * 360; at++) samples[at] = 30 * random.normal();
    const isClear = (beat: number): boolean => beat < 10 || beat > 33;
    expectExactly(
      detectRPeaks(samples, 360, id).filter((at) => isClear(at / 360)),
      beats.filter(isClear),
      360,
    );
  });

  it.each([
    ['no sample', new Float64Array(0)],
    ['one sample', Float64Array.of(1)],
    ['a constant', new Float64Array(5000).fill(5.1)],
    ['nothing but gaps', new Float64Array(5000).fill(Number.NaN)],
  ])('finds nothing in %s', (_, samples) => {
    expect(detectRPeaks(samples, 360, id)).toHaveLength(0);
  });

  it('finds the one beat of a second', () => {
    const { samples, beats } = ecg(1.3, 360);
    expectExactly(detectRPeaks(samples, 360, id), beats, 360);
  });
});

describe('detectRPeaks', () => {
  it('takes the first detector of the list where none is named', () => {
    const { samples } = ecg(20, 360);
    expect(detectRPeaks(samples, 360)).toEqual(detectRPeaks(samples, 360, R_PEAK_DETECTORS[0]?.id));
  });

  it.each([0, 49, Number.NaN, Number.POSITIVE_INFINITY])('refuses a rate of %d Hz', (rateHz) => {
    expect(() => detectRPeaks(new Float64Array(100), rateHz)).toThrow(RangeError);
  });

  it('refuses a detector that it does not have, by name', () => {
    expect(() => detectRPeaks(new Float64Array(100), 360, 'eyeball' as never)).toThrow('eyeball');
  });
});
