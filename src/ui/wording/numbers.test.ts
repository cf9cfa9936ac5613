import { describe, expect, it } from 'vitest';
import { clock, counted, grouped, measured, percent, roughDuration } from './numbers';

describe('numbers for people', () => {
  it('group thousands', () => expect(grouped(100_622)).toBe('100,622'));

  it('count one and many', () => {
    expect(counted(1, 'beat')).toBe('1 beat');
    expect(counted(2, 'beat')).toBe('2 beats');
    expect(counted(3, 'class', 'classes')).toBe('3 classes');
  });

  it.each([
    [7, 0, '0:07'],
    [751.44, 1, '12:31.4'],
    [3723, 0, '1:02:03'],
    [59.96, 1, '1:00.0'],
    [-0.5, 1, '-0:00.5'],
  ])('tell %d s with %d decimals as %s', (seconds, decimals, text) => {
    expect(clock(seconds, decimals)).toBe(text);
  });

  it('tell time left coarsely', () => {
    expect(roughDuration(41.2)).toBe('41 s');
    expect(roughDuration(0)).toBe('1 s');
    expect(roughDuration(200)).toBe('3 min');
    expect(roughDuration(Number.POSITIVE_INFINITY)).toBe('a while');
  });

  it('keep a share in percent and a measurement in three digits', () => {
    expect(percent(0.9283)).toBe('92.8 %');
    expect(measured(0.35249)).toBe('0.352');
    expect(measured(-1234.6)).toBe('-1,235');
    expect(measured(0)).toBe('0');
  });
});
