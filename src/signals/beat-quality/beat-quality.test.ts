import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../domain/random';
import { detectorAgreement } from './detector-agreement';
import { ACCEPTABLE_CORRELATION, templateCorrelation } from './template-correlation';

const RATE_HZ = 250;
const BEATS = 30;
const peaks = Array.from({ length: BEATS }, (_, beat) => 100 + 200 * beat);

/** A narrow bump every 0.8 s with a little noise; the beats in `spoilt` are replaced by loud noise. */
function lead(spoilt: readonly number[] = []): Float64Array {
  const random = createRandom(3);
  return Float64Array.from({ length: 200 * BEATS }, (_, index) => {
    const isSpoilt = spoilt.includes(Math.floor(index / 200)) && index % 200 > 10 && index % 200 < 190;
    return isSpoilt ? 30 * random.normal() : Math.exp(-0.5 * (((index % 200) - 100) / 4) ** 2) + 0.01 * random.normal();
  });
}

describe('templateCorrelation', () => {
  it('is near 1 for beats that are alike and low for what is no beat, however loud', () => {
    const quality = templateCorrelation(lead([7, 20]), peaks);
    for (const [beat, value] of quality.entries()) {
      if (beat === 7 || beat === 20) expect(value).toBeLessThan(ACCEPTABLE_CORRELATION);
      else expect(value).toBeGreaterThan(0.95);
    }
  });

  it('does not change with scale, level or polarity', () => {
    const plain = templateCorrelation(lead([4]), peaks);
    const changed = templateCorrelation(
      lead([4]).map((sample) => 5 - 3 * sample),
      peaks,
    );
    for (const [beat, value] of changed.entries()) expect(value).toBeCloseTo(plain[beat] as number, 10);
  });

  it('is 0 for a beat in a gap and for a flat line, and judges a beat with a hole by the rest', () => {
    const samples = lead();
    samples.fill(Number.NaN, 1000, 1200);
    samples.fill(0, 2000, 2200);
    samples.fill(Number.NaN, 3000, 3050);
    const quality = templateCorrelation(samples, peaks);
    expect(quality[5]).toBe(0);
    expect(quality[15]).toBeGreaterThan(0.95);
    expect(quality[10]).toBeLessThan(ACCEPTABLE_CORRELATION);
  });

  it('has nothing to compare one beat or none with', () => {
    expect([...templateCorrelation(lead(), [])]).toEqual([]);
    expect([...templateCorrelation(lead(), [300])]).toEqual([0]);
  });
});

describe('detectorAgreement', () => {
  it('is 1 where both agree, 0 where the other finds nothing, and counts both kinds of error', () => {
    expect(new Set(detectorAgreement(peaks, peaks, RATE_HZ))).toEqual(new Set([1]));
    expect(new Set(detectorAgreement(peaks, [], RATE_HZ))).toEqual(new Set([0]));
    // Six beats within 5 s of the first; the other detector misses one of them and has one of its own.
    const other = [...peaks.filter((_, beat) => beat !== 3), 210].sort((a, b) => a - b);
    expect(detectorAgreement(peaks, other, RATE_HZ)[0]).toBeCloseTo(6 / 8, 12);
  });

  it('matches up to 150 ms', () => {
    const late = (milliseconds: number): number[] => peaks.map((peak) => peak + (milliseconds * RATE_HZ) / 1000);
    expect(detectorAgreement(peaks, late(148), RATE_HZ)[15]).toBeGreaterThan(0.9);
    expect(detectorAgreement(peaks, late(152), RATE_HZ)[15]).toBe(0);
  });

  it('stays between 0 and 1', () => {
    const beats = fc
      .uniqueArray(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(beats, beats, (first, second) => {
        for (const share of detectorAgreement(first, second, RATE_HZ)) {
          expect(share >= 0 && share <= 1).toBe(true);
        }
      }),
    );
  });
});
