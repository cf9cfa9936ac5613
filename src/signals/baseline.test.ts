import { describe, expect, it } from 'vitest';
import { removeBaseline } from './baseline';

const RATE_HZ = 360;
const samplesOf = (millivolts: (seconds: number) => number): Float64Array =>
  Float64Array.from({ length: 20 * RATE_HZ }, (_, index) => millivolts(index / RATE_HZ));
const bump = (seconds: number, at: number, width: number): number => Math.exp(-0.5 * ((seconds - at) / width) ** 2);
const beats = (seconds: number): number => bump(seconds % 1, 0.4, 0.012) + 0.3 * bump(seconds % 1, 0.68, 0.03);

describe('removeBaseline', () => {
  it('takes off level and wander and leaves the QRS complexes as tall as they are', () => {
    const wandering = removeBaseline(
      samplesOf((seconds) => beats(seconds) + 2 + 0.5 * Math.sin(2 * Math.PI * 0.2 * seconds)),
      RATE_HZ,
    );
    for (let beat = 1; beat < 19; beat++) {
      expect(Math.abs((wandering[Math.round((beat + 0.4) * RATE_HZ)] as number) - 1)).toBeLessThan(0.06);
      expect(Math.abs(wandering[Math.round((beat + 0.05) * RATE_HZ)] as number)).toBeLessThan(0.06);
    }
  });

  it('has no step at a step of the level, where a high-pass would swing for seconds', () => {
    const level = samplesOf((seconds) => (seconds < 10 ? 0 : 3));
    expect(Math.max(...removeBaseline(level, RATE_HZ).map(Math.abs))).toBe(0);
  });
});
