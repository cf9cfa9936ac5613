import { describe, expect, it } from 'vitest';
import type { Recording } from '../../domain/recording';
import { beatTrackOf, classesPresent, firstBeatFrom, nearestBeat, nextOfClass } from './beat-track';

const at = (sample: number, symbol: string) => ({ sample, symbol, subtype: 0, channel: 0, number: 0, text: '' });

const recording = {
  annotationRateHz: 10,
  annotations: [at(5, '+'), at(10, 'N'), at(20, 'V'), at(30, 'L'), at(45, 'A'), at(50, '~')],
} as unknown as Recording;
const track = beatTrackOf(recording);
const empty = beatTrackOf({ ...recording, annotations: [] });

describe('the beat track', () => {
  it('counts beats only, in seconds', () => {
    expect([...track.seconds]).toEqual([1, 2, 3, 4.5]);
    expect(classesPresent(track)).toEqual([
      { beatClass: 'N', count: 2 },
      { beatClass: 'S', count: 1 },
      { beatClass: 'V', count: 1 },
    ]);
  });

  it('finds the first beat from a time on', () => {
    expect(firstBeatFrom(track, 0)).toBe(0);
    expect(firstBeatFrom(track, 2)).toBe(1);
    expect(firstBeatFrom(track, 2.1)).toBe(2);
    expect(firstBeatFrom(track, 9)).toBe(4);
  });

  it('finds the nearest beat', () => {
    expect(nearestBeat(track, 2.4)).toBe(1);
    expect(nearestBeat(track, 2.6)).toBe(2);
    expect(nearestBeat(track, -3)).toBe(0);
    expect(nearestBeat(track, 99)).toBe(3);
    expect(nearestBeat(empty, 1)).toBeUndefined();
  });

  it('goes from one beat of a class to the next and round again', () => {
    expect(nextOfClass(track, 0, 'N')).toBe(2);
    expect(nextOfClass(track, 2, 'N')).toBe(0);
    expect(nextOfClass(track, 1, 'V')).toBe(1);
    expect(nextOfClass(track, 0, 'F')).toBeUndefined();
    expect(nextOfClass(empty, 0, 'N')).toBeUndefined();
  });
});
