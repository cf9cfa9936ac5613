import { describe, expect, it } from 'vitest';
import { butterworthBandPass, type SecondOrderSections } from './butterworth';

/** Magnitude of the cascade's response, one pass. */
function gainAt(sections: SecondOrderSections, frequencyHz: number, samplingRateHz: number): number {
  const angle = (2 * Math.PI * frequencyHz) / samplingRateHz;
  let gain = 1;
  for (let at = 0; at < sections.length; at += 6) {
    const magnitude = ([c0, c1, c2]: Float64Array): number =>
      Math.hypot(
        (c0 as number) + (c1 as number) * Math.cos(angle) + (c2 as number) * Math.cos(2 * angle),
        (c1 as number) * Math.sin(angle) + (c2 as number) * Math.sin(2 * angle),
      );
    gain *= magnitude(sections.subarray(at, at + 3)) / magnitude(sections.subarray(at + 3, at + 6));
  }
  return gain;
}

describe('butterworthBandPass', () => {
  it.each([1, 2, 3, 4, 5, 8])('of order %i is 1 in the middle, -3 dB at both edges and 0 at 0 Hz', (order) => {
    const sections = butterworthBandPass(order, 0.5, 40, 360);
    expect(sections).toHaveLength(order * 6);
    // The pre-warped geometric mean of the edges.
    const middleHz =
      (360 / Math.PI) * Math.atan(Math.sqrt(Math.tan(Math.PI * (0.5 / 360)) * Math.tan(Math.PI * (40 / 360))));
    expect(gainAt(sections, middleHz, 360)).toBeCloseTo(1, 9);
    expect(gainAt(sections, 0.5, 360)).toBeCloseTo(Math.SQRT1_2, 8);
    expect(gainAt(sections, 40, 360)).toBeCloseTo(Math.SQRT1_2, 8);
    expect(gainAt(sections, 1e-9, 360)).toBeLessThan(1e-8);
    expect(gainAt(sections, 180, 360)).toBeLessThan(1e-8);
  });

  it.each([
    [2, 0, 40],
    [2, 40, 0.5],
    [2, 0.5, 180],
    [2, Number.NaN, 40],
    [0, 0.5, 40],
    [1.5, 0.5, 40],
  ])('refuses order %d from %d to %d Hz at 360 Hz', (order, lowHz, highHz) => {
    expect(() => butterworthBandPass(order, lowHz, highHz, 360)).toThrow(RangeError);
  });
});
