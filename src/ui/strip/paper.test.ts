import { describe, expect, it } from 'vitest';
import {
  CSS_PIXELS_PER_MM,
  fittingGain,
  GAINS,
  gridLines,
  SPEEDS_MM_PER_SECOND,
  speedOf,
  timeGrid,
  voltageGrid,
} from './paper';

const MM = CSS_PIXELS_PER_MM;

describe('ECG paper', () => {
  it('has boxes of 40 ms x 0.1 mV at 25 mm/s and 10 mm/mV, and a bold line every fifth', () => {
    expect(timeGrid(25 * MM, MM)).toEqual({ fine: 0.04, bold: 0.2 });
    expect(voltageGrid(10, MM)).toEqual({ fine: 0.1, bold: 0.5 });
  });

  it.each([MM, 5.2, 8])(
    'has boxes of 1 mm at every speed and gain, on a screen of %d pixels a millimetre',
    (pixelsPerMm) => {
      for (const speed of SPEEDS_MM_PER_SECOND) {
        const { fine, bold } = timeGrid(speed * pixelsPerMm, pixelsPerMm);
        expect(fine * speed).toBeCloseTo(1, 12);
        expect(bold).toBeCloseTo(5 * fine, 12);
        expect(speedOf(speed * pixelsPerMm, pixelsPerMm)).toBe(speed);
      }
      for (const gain of GAINS) expect(voltageGrid(gain, pixelsPerMm).fine * gain).toBeCloseTo(1, 12);
      expect(speedOf(30 * pixelsPerMm, pixelsPerMm)).toBeUndefined();
    },
  );

  it('keeps its boxes when zoomed in and drops lines that would run together when zoomed out', () => {
    expect(timeGrid(500 * MM, MM).fine).toBe(0.04);
    expect(timeGrid(13 * MM, MM)).toEqual({ fine: 0.2, bold: 1 });
    for (let pixelsPerSecond = 4000; pixelsPerSecond > 0.02; pixelsPerSecond /= 1.3) {
      expect(timeGrid(pixelsPerSecond, MM).fine * pixelsPerSecond).toBeGreaterThanOrEqual(3);
    }
  });

  it('draws every fifth line bold, whatever is scrolled into view', () => {
    const lines = gridLines(0.1, 0.5, { fine: 0.04, bold: 0.2 });
    expect(lines.map(({ at }) => Number(at.toFixed(2)))).toEqual([
      0.12, 0.16, 0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.44, 0.48,
    ]);
    expect(lines.filter(({ bold }) => bold).map(({ at }) => Number(at.toFixed(2)))).toEqual([0.2, 0.4]);
    expect(gridLines(-0.5, 0.5, { fine: 0.1, bold: 0.5 }).filter(({ bold }) => bold)).toHaveLength(3);
  });

  it('lowers the gain only for a lead that would not fit', () => {
    expect(fittingGain(2, 120, MM)).toBe(10);
    expect(fittingGain(4.5, 120, MM)).toBe(5);
    expect(fittingGain(40, 120, MM)).toBe(2.5);
  });
});
