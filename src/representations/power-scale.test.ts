import { describe, expect, it } from 'vitest';
import { createPowerScale, powerDifferenceUnit, powerUnit } from './power-scale';

function scaled(scale: string, floorDecibels: number, values: readonly number[]): number[] {
  const array = Float64Array.from(values);
  createPowerScale({ scale, floorDecibels })(array, array.length);
  return [...array];
}

describe('createPowerScale', () => {
  it('gives decibels above the floor, and the floor of silence', () => {
    const [silence, loud, atFloor] = scaled('log-power', -60, [0, 10, 1e-6]) as [number, number, number];
    expect(silence).toBeCloseTo(-60, 9);
    expect(loud).toBeCloseTo(10, 6);
    expect(atFloor).toBeCloseTo(-60 + 10 * Math.log10(2), 9);
  });

  it('gives power as it is and amplitude as its root', () => {
    expect(scaled('power', -60, [4, 0])).toEqual([4, 0]);
    expect(scaled('amplitude', -60, [4, 0])).toEqual([2, 0]);
    expect(powerUnit({ scale: 'amplitude' })).toBe('mV/√Hz');
  });

  it('knows no reference of a difference of decibels', () => {
    expect(powerUnit({ scale: 'log-power' })).toBe('dB re 1 mV²/Hz');
    expect(powerDifferenceUnit({ scale: 'log-power' })).toBe('dB');
    expect(powerDifferenceUnit({ scale: 'power' })).toBe('mV²/Hz');
  });

  it('touches only as many values as it is told', () => {
    const values = Float64Array.of(4, 4);
    createPowerScale({ scale: 'amplitude', floorDecibels: -60 })(values, 1);
    expect([...values]).toEqual([2, 4]);
  });

  it('refuses a scale that it does not know, and a floor that is no number', () => {
    expect(() => createPowerScale({ scale: 'bel', floorDecibels: -60 })).toThrow(/log-power/);
    expect(() => createPowerScale({ scale: 'power', floorDecibels: Number.NaN })).toThrow(/floorDecibels/);
    expect(() => createPowerScale({ scale: 'power' })).toThrow(/found nothing/);
  });
});
