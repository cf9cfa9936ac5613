import { describe, expect, it } from 'vitest';
import type { Annotation, Recording } from '../../domain/recording';
import { annotationTrackOf, rhythmAt, searchAnnotations } from './annotation-track';

const at = (sample: number, symbol: string, text = ''): Annotation => ({
  sample,
  symbol,
  subtype: 0,
  channel: 0,
  number: 0,
  text,
});
const annotations = [
  at(0, '+', '(N'),
  at(10, 'N'),
  at(20, '~'),
  at(25, '"', 'Patient moved'),
  at(30, '+', '(AFIB'),
  at(40, 'V', 'patient awake'),
  at(50, '+'),
];
const recording = { annotationRateHz: 10, annotations } as unknown as Recording;
const track = annotationTrackOf(recording);

describe('annotations besides beats', () => {
  it('are rhythms that last until the next, and notes', () => {
    expect(track.rhythms).toEqual([
      { name: 'N', fromSeconds: 0, toSeconds: 3 },
      { name: 'AFIB', fromSeconds: 3, toSeconds: Number.POSITIVE_INFINITY },
    ]);
    expect(track.notes.map(({ seconds, label }) => [seconds, label])).toEqual([
      [2, '~'],
      [2.5, '" Patient moved'],
      [5, '+'],
    ]);
    expect(rhythmAt(track, 2.9)?.name).toBe('N');
    expect(rhythmAt(track, 1e6)?.name).toBe('AFIB');
    expect(rhythmAt(track, -1)).toBeUndefined();
  });

  it('are found by symbol, exactly, or by a part of their text in any case', () => {
    expect(searchAnnotations(annotations, 'PATIENT')).toEqual([3, 5]);
    expect(searchAnnotations(annotations, 'V')).toEqual([5]);
    expect(searchAnnotations(annotations, '(afib')).toEqual([4]);
    expect(searchAnnotations(annotations, '+')).toEqual([0, 4, 6]);
    expect(searchAnnotations(annotations, '  ')).toEqual([]);
  });
});
