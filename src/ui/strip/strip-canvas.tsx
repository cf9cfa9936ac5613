import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { Lead } from '../../domain/recording';
import { usePalette } from '../drawing/palette';
import type { ElementSize } from '../drawing/use-element-size';
import { type BeatTrack, nearestBeat } from './beat-track';
import { drawStrip } from './draw-strip';
import { leadScaleOf } from './lead-scale';
import type { Gain } from './paper';
import { GUTTER_PX, STRIP_TOKENS } from './scene';
import classes from './strip.module.css';
import { commandOf, STRIP_KEYS_HELP, type StripCommand } from './strip-keys';
import { type PaperGestures, usePaperGestures } from './use-paper-gestures';
import { usePyramid } from './use-pyramid';
import type { StripView } from './use-strip-view';
import { secondsAt } from './viewport';

interface StripCanvasProps {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly size: ElementSize;
  readonly lead: Lead;
  readonly label: string;
  readonly durationSeconds: number;
  readonly track: BeatTrack;
  readonly selected: number | null;
  readonly windowSeconds: readonly [number, number] | null;
  readonly gain: Gain;
  readonly view: StripView;
  readonly onSelect: (beat: number) => void;
  readonly onCommand: (command: StripCommand) => void;
}

/** The paper: draws what the view shows and turns gestures and keys into commands. */
export function StripCanvas(props: StripCanvasProps) {
  const { frame, size, lead, view, track, onSelect, onCommand } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const gestures = useRef<PaperGestures>({ pan: view.pan, zoom: view.zoom, tap: () => {} });
  gestures.current = {
    pan: view.pan,
    zoom: (factor, anchorPx) => view.zoom(factor, anchorPx - GUTTER_PX),
    tap: (x) => {
      const beat = nearestBeat(track, secondsAt(view.viewport, x - GUTTER_PX));
      if (beat !== undefined) onSelect(beat);
    },
  };
  usePaperGestures(frame, gestures);
  useDrawing(canvas, props);

  const onKeyDown = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    onCommand(command);
  };
  return (
    <div
      ref={frame}
      id="strip-paper"
      className={classes.paper}
      role="application"
      aria-roledescription="ECG strip"
      aria-label={props.label}
      aria-describedby="strip-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application in the sense of ARIA takes the keys that its description names.
      tabIndex={0}
      data-lead={lead.name}
      onKeyDown={onKeyDown}
    >
      {size.width > 0 && <canvas ref={canvas} style={{ width: size.width, height: size.height }} />}
      <span id="strip-keys" hidden>
        {STRIP_KEYS_HELP}
      </span>
    </div>
  );
}

function useDrawing(canvas: RefObject<HTMLCanvasElement | null>, props: StripCanvasProps): void {
  const { size, lead, durationSeconds, track, selected, windowSeconds, gain, view } = props;
  const palette = usePalette(STRIP_TOKENS);
  const { pyramid, version } = usePyramid(lead);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pyramid grows in place, which only its version tells.
  useLayoutEffect(() => {
    if (!canvas.current || size.width === 0) return;
    drawStrip(canvas.current, {
      width: size.width - GUTTER_PX,
      height: size.height,
      devicePixelRatio: window.devicePixelRatio,
      viewport: view.viewport,
      durationSeconds,
      samplingRateHz: lead.samplingRateHz,
      pyramid,
      scale: leadScaleOf(lead),
      gainMmPerMillivolt: gain,
      track,
      selected,
      windowSeconds,
      palette,
      font: getComputedStyle(canvas.current).fontFamily,
    });
  }, [
    canvas,
    size,
    lead,
    durationSeconds,
    track,
    selected,
    windowSeconds,
    gain,
    view.viewport,
    palette,
    pyramid,
    version,
  ]);
}
