import { describe, expect, it } from 'vitest';
import type { Preview } from '../../lab/state';
import type { BeatTrack } from './beat-track';
import { beatSentence, windowOf } from './selected-beat';

const track: BeatTrack = {
  beats: [
    { sample: 360, symbol: 'N', beatClass: 'N' },
    { sample: 600, symbol: 'V', beatClass: 'V' },
  ],
  seconds: Float64Array.of(1, 1.6667),
  annotations: [],
  rows: null,
  areFound: false,
};

const previewWith = (unit: string, shape: readonly number[]): Preview => ({
  selection: { recordingId: 'a', beatNumber: 0 },
  views: [
    {
      id: 'time',
      shape,
      values: new Float64Array(3),
      axes: [{ label: 'time', unit, values: Float64Array.of(-400, 0, 600) }],
      valueUnit: 'mV',
      plain: null,
    },
  ],
});

const UNKNOWN = { of: () => Number.NaN, isPoor: () => false };

describe('the selected beat', () => {
  it('is told with its class, its time and its distance', () => {
    expect(beatSentence(track, 1, UNKNOWN)).toBe('V, ventricular ectopic · beat 2 of 2 · 0:01.7 · RR 0.67 s');
    expect(beatSentence(track, 0, UNKNOWN)).toBe('N, normal and bundle branch block · beat 1 of 2 · 0:01.0');
  });

  it('has no class where it was found and not marked, until it is corrected by hand', () => {
    const [normal] = track.beats;
    const found = { ...track, areFound: true, beats: [{ sample: 360, symbol: 'Q', beatClass: 'Q' as const }, normal] };
    expect(beatSentence(found as BeatTrack, 0, UNKNOWN)).toMatch(/^R peak found here, class not known · beat 1 of 2/);
    expect(beatSentence(found as BeatTrack, 1, UNKNOWN)).toMatch(/^N, normal/);
  });

  it('may not exist', () => {
    const rows = ['1', '-1'];
    expect(beatSentence({ ...track, rows }, 1, UNKNOWN)).toBe('row 2 of 2 · label -1');
    const poor = { of: () => 0.625, isPoor: () => true };
    expect(beatSentence(track, 0, poor)).toMatch(/ · quality 0\.6[23] \(too poor to train\)$/);
    expect(beatSentence(track, 7, UNKNOWN)).toBe('No beat is selected.');
    expect(
      beatSentence(
        { beats: [], seconds: new Float64Array(), annotations: [], rows: null, areFound: false },
        0,
        UNKNOWN,
      ),
    ).toBe('This recording has no marked beats.');
  });

  it('is as long as the waveform is', () => {
    expect(windowOf(previewWith('ms', [3, 1]))).toEqual([-0.4, 0.6]);
    expect(windowOf(previewWith('Hz', [3, 1]))).toBeNull();
    expect(windowOf(previewWith('ms', [3]))).toBeNull();
    expect(windowOf(null)).toBeNull();
  });
});
