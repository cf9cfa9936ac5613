import { describe, expect, it } from 'vitest';
import { cellRange, linear, logarithmic, rangeOf, readableAxis } from './scales';

const axis = (unit: string, ...values: number[]) => ({ label: 'x', unit, values: Float64Array.from(values) });

describe('scales', () => {
  it('map ends onto ends, upside down too', () => {
    const scale = linear([-1, 3], [100, 0]);
    expect([scale(-1), scale(1), scale(3)]).toEqual([100, 50, 0]);
    expect(linear([2, 2], [0, 10])(2)).toBe(5);
  });

  it('span all lists and leave out what is no number', () => {
    expect(rangeOf([[1, Number.NaN], [5]])).toEqual([1, 5]);
    expect(rangeOf([[0, 10]], 0.1)).toEqual([-1, 11]);
    expect(rangeOf([[Number.NaN]])).toEqual([0, 1]);
  });

  it('tell a beat in milliseconds and a minute in seconds', () => {
    expect(readableAxis(axis('s', -0.4, 0.6))).toMatchObject({ unit: 'ms', values: Float64Array.of(-400, 600) });
    expect(readableAxis(axis('s', 0, 60)).unit).toBe('s');
    expect(readableAxis(axis('Hz', 0, 1)).unit).toBe('Hz');
  });

  it('give the outer cells their whole width', () => {
    expect(cellRange([0, 10, 20])).toEqual([-5, 25]);
    expect(cellRange([7])).toEqual([6.5, 7.5]);
    const [low, high] = cellRange([4, 16, 64], 'ratio');
    expect([low, high].map((value) => Number(value.toFixed(9)))).toEqual([2, 128]);
  });

  it('make equal ratios equal distances', () => {
    const scale = logarithmic([2, 32], [80, 0]);
    expect([2, 4, 8, 32].map((value) => Number(scale(value).toFixed(9)))).toEqual([80, 60, 40, 0]);
  });
});
