import { describe, expect, it } from 'vitest';
import { fittingGain, gridLines, PAPER_PIXELS_PER_SECOND, PIXELS_PER_MM, timeGrid, voltageGrid } from './paper';

describe('ECG paper', () => {
  it('has small boxes of 40 ms x 0.1 mV that are 1 mm square, and a bold line every fifth', () => {
    const time = timeGrid(PAPER_PIXELS_PER_SECOND);
    const voltage = voltageGrid(10 * PIXELS_PER_MM);
    expect(time).toEqual({ fine: 0.04, bold: 0.2 });
    expect(voltage).toEqual({ fine: 0.1, bold: 0.5 });
    expect(time.fine * PAPER_PIXELS_PER_SECOND).toBeCloseTo(PIXELS_PER_MM, 9);
    expect(voltage.fine * 10 * PIXELS_PER_MM).toBeCloseTo(PIXELS_PER_MM, 9);
  });

  it('keeps its boxes when zoomed in and drops lines that would run together when zoomed out', () => {
    expect(timeGrid(20 * PAPER_PIXELS_PER_SECOND).fine).toBe(0.04);
    expect(timeGrid(PAPER_PIXELS_PER_SECOND / 2)).toEqual({ fine: 0.2, bold: 1 });
    for (let pixelsPerSecond = 4000; pixelsPerSecond > 0.02; pixelsPerSecond /= 1.3) {
      expect(timeGrid(pixelsPerSecond).fine * pixelsPerSecond).toBeGreaterThanOrEqual(3);
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
    expect(fittingGain(2, 120)).toBe(10);
    expect(fittingGain(4.5, 120)).toBe(5);
    expect(fittingGain(40, 120)).toBe(2.5);
  });
});
