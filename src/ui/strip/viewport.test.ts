import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centredOn, clamped, panned, pixelAt, secondsAt, showing, zoomed } from './viewport';

const track = { widthPx: 1000, durationSeconds: 1800 };
const paper = { startSeconds: 600, pixelsPerSecond: 94.5 };

describe('the viewport', () => {
  it('stays inside the recording whatever is done to it', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ pan: fc.double({ min: -1e5, max: 1e5, noNaN: true }) }),
        fc.record({ zoom: fc.double({ min: 0.01, max: 100, noNaN: true }), at: fc.integer({ min: 0, max: 1000 }) }),
      ),
    );
    fc.assert(
      fc.property(steps, (moves) => {
        let view = paper;
        for (const move of moves) {
          view = 'pan' in move ? panned(view, move.pan, track) : zoomed(view, move.zoom, move.at, track);
        }
        const end = secondsAt(view, track.widthPx);
        return view.startSeconds >= 0 && end <= track.durationSeconds + 1e-6 && Number.isFinite(view.pixelsPerSecond);
      }),
    );
  });

  it('keeps what is under the pointer when it zooms', () => {
    const before = secondsAt(paper, 333);
    expect(secondsAt(zoomed(paper, 1.7, 333, track), 333)).toBeCloseTo(before, 9);
    expect(secondsAt(zoomed(paper, 0.4, 333, track), 333)).toBeCloseTo(before, 9);
  });

  it('cannot be zoomed out past the whole recording', () => {
    const all = zoomed(paper, 1e-6, 500, track);
    expect(all.startSeconds).toBe(0);
    expect(secondsAt(all, track.widthPx)).toBeCloseTo(1800, 9);
  });

  it('shows a short recording on slow paper from its start', () => {
    const short = { widthPx: 1000, durationSeconds: 3 };
    expect(clamped({ startSeconds: 2, pixelsPerSecond: 1 }, short)).toEqual({
      startSeconds: 0,
      pixelsPerSecond: 25,
    });
  });

  it('moves only for a beat that is out of sight', () => {
    expect(showing(paper, [604, 604.7], track)).toEqual(paper);
    const moved = showing(paper, [700, 700.7], track);
    expect(pixelAt(moved, 700.35)).toBeCloseTo(500, 6);
    expect(centredOn(paper, 0, track).startSeconds).toBe(0);
  });
});
