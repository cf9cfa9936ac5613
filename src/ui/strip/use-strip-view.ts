import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { centredOn, clamped, panned, showing, type Track, type Viewport, zoomed } from './viewport';

const GLIDE_MS = 220;

/** Moves of the paper. `glide` is for moves that the person did not steer: it shows where the view went. */
export interface StripView {
  readonly viewport: Viewport;
  pan(pixels: number): void;
  zoom(factor: number, anchorPx?: number): void;
  jump(seconds: number): void;
  show(range: readonly [number, number]): void;
  /** Goes to a zoom, around the middle of what is seen. */
  zoomTo(pixelsPerSecond: number): void;
  toStart(): void;
  toEnd(): void;
}

const easeOut = (fraction: number): number => 1 - (1 - fraction) ** 3;

const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * The part of a recording that is seen, starting at `startPixelsPerSecond` around what `firstSeconds` is when it is mounted.
 * Mount it anew for another recording.
 */
export function useStripView(
  track: Track,
  firstSeconds: number,
  startPixelsPerSecond: number,
  pixelsPerMm: number,
): StripView {
  const [startAtSeconds] = useState(firstSeconds);
  const [asked, setAsked] = useState<Viewport | null>(null);
  const { widthPx, durationSeconds } = track;
  // The same object while nothing moves: another one has the paper drawn anew.
  const viewport = useMemo(() => {
    const within = { widthPx, durationSeconds };
    return asked
      ? clamped(asked, within)
      : centredOn({ startSeconds: 0, pixelsPerSecond: startPixelsPerSecond }, startAtSeconds, within);
  }, [asked, widthPx, durationSeconds, startAtSeconds, startPixelsPerSecond]);
  const present = useRef({ viewport, track });
  present.current = { viewport, track };
  const frame = useRef(0);

  const millimetre = useRef(pixelsPerMm);
  useEffect(() => {
    // A screen that was measured has other millimetres: a speed in them stays that speed.
    const factor = pixelsPerMm / millimetre.current;
    millimetre.current = pixelsPerMm;
    if (factor !== 1) setAsked((view) => view && { ...view, pixelsPerSecond: view.pixelsPerSecond * factor });
  }, [pixelsPerMm]);

  const steer = useCallback((change: (viewport: Viewport, track: Track) => Viewport) => {
    cancelAnimationFrame(frame.current);
    const next = change(present.current.viewport, present.current.track);
    present.current.viewport = next;
    setAsked(next);
  }, []);

  const glide = useCallback((target: (viewport: Viewport, track: Track) => Viewport) => {
    cancelAnimationFrame(frame.current);
    const from = present.current.viewport;
    const to = target(from, present.current.track);
    if (prefersStillness()) return setAsked(to);
    const start = performance.now();
    const step = (now: number): void => {
      const share = easeOut(Math.min(1, (now - start) / GLIDE_MS));
      setAsked({
        startSeconds: from.startSeconds + share * (to.startSeconds - from.startSeconds),
        pixelsPerSecond: from.pixelsPerSecond * (to.pixelsPerSecond / from.pixelsPerSecond) ** share,
      });
      if (share >= 1) setAsked(to);
      else frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  }, []);

  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  return {
    viewport,
    pan: useCallback((pixels) => steer((view, within) => panned(view, pixels, within)), [steer]),
    zoom: useCallback(
      (factor, anchorPx) => steer((view, within) => zoomed(view, factor, anchorPx ?? within.widthPx / 2, within)),
      [steer],
    ),
    jump: useCallback((seconds) => steer((view, within) => centredOn(view, seconds, within)), [steer]),
    show: useCallback((range) => glide((view, within) => showing(view, range, within)), [glide]),
    zoomTo: useCallback(
      (pixelsPerSecond) =>
        glide((view, within) => zoomed(view, pixelsPerSecond / view.pixelsPerSecond, within.widthPx / 2, within)),
      [glide],
    ),
    toStart: useCallback(() => glide((view, within) => clamped({ ...view, startSeconds: 0 }, within)), [glide]),
    toEnd: useCallback(
      () => glide((view, within) => clamped({ ...view, startSeconds: within.durationSeconds }, within)),
      [glide],
    ),
  };
}
