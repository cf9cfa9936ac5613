import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { usePalette } from '../drawing/palette';
import { useElementSize } from '../drawing/use-element-size';
import { clock } from '../wording/numbers';
import type { BeatTrack } from './beat-track';
import { drawOverview } from './draw-overview';
import { STRIP_TOKENS, type Trace } from './scene';
import classes from './strip.module.css';
import { commandOf, type StripCommand } from './strip-keys';
import type { StripView } from './use-strip-view';

interface OverviewProps {
  readonly trace: Trace;
  readonly track: BeatTrack;
  readonly durationSeconds: number;
  /** Seconds that the strip shows. */
  readonly seenSeconds: number;
  readonly view: StripView;
  readonly onCommand: (command: StripCommand) => void;
}

/** The whole recording, and the scroll bar of the strip: click or drag to go there. */
export function Overview({ trace, track, durationSeconds, seenSeconds, view, onCommand }: OverviewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useElementSize(frame);
  const palette = usePalette(STRIP_TOKENS);

  useEffect(() => {
    // In a frame of its own: a new strip has enough to do in its first.
    const frame = requestAnimationFrame(() => {
      if (!canvas.current || width === 0) return;
      const { lead, pyramid, scale } = trace;
      const { digital, missing, samplingRateHz } = lead;
      const { devicePixelRatio } = window;
      drawOverview(canvas.current, {
        width,
        height,
        devicePixelRatio,
        source: { digital, missing, pyramid },
        samplingRateHz,
        scale,
        track,
        durationSeconds,
        palette,
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [width, height, trace, track, durationSeconds, palette]);

  const jump = (event: PointerEvent<HTMLDivElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect();
    view.jump(((event.clientX - left) / width) * durationSeconds);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const command = scrollCommandOf(event);
    if (!command) return;
    event.preventDefault();
    onCommand(command);
  };
  const { startSeconds } = view.viewport;
  // Moved, not placed: a place would have the whole page laid out anew in every frame.
  const pixelsOf = (seconds: number): number => width * Math.min(1, seconds / durationSeconds);
  return (
    <div
      ref={frame}
      className={classes.overview}
      role="scrollbar"
      aria-controls="strip-paper"
      aria-label="Position in the recording"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationSeconds)}
      aria-valuenow={Math.round(startSeconds)}
      aria-valuetext={`${clock(startSeconds)} to ${clock(Math.min(durationSeconds, startSeconds + seenSeconds))} of ${clock(durationSeconds)}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        jump(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && jump(event)}
    >
      <canvas ref={canvas} style={{ width, height }} />
      <div
        className={classes.seen}
        style={{ transform: `translateX(${pixelsOf(startSeconds)}px)`, width: pixelsOf(seenSeconds) }}
      />
    </div>
  );
}

/** A scroll bar scrolls with the arrows, where the strip goes from beat to beat. */
function scrollCommandOf(event: KeyboardEvent): StripCommand | undefined {
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    return { kind: 'scroll', screens: event.key === 'ArrowLeft' ? -0.25 : 0.25 };
  }
  return commandOf(event);
}
