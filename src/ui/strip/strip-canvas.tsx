import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { usePalette } from '../drawing/palette';
import type { ElementSize } from '../drawing/use-element-size';
import { lineAt } from './draw-annotations';
import { drawStrip } from './draw-strip';
import { GUTTER_PX, STRIP_TOKENS, type StripScene } from './scene';
import classes from './strip.module.css';
import { commandOf, STRIP_KEYS_HELP, type StripCommand } from './strip-keys';
import { type PaperGestures, usePaperGestures } from './use-paper-gestures';
import type { StripView } from './use-strip-view';
import { secondsAt } from './viewport';

/** What is drawn, apart from where and in which colours. */
export type StripContent = Omit<StripScene, 'width' | 'height' | 'devicePixelRatio' | 'palette' | 'font'>;

interface StripCanvasProps {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly size: ElementSize;
  /** Height of the paper in pixels; null as high as the style sheet has it. */
  readonly heightPx: number | null;
  readonly label: string;
  readonly content: StripContent;
  readonly view: StripView;
  /** A drag chooses a time even without Shift. */
  readonly choosing: boolean;
  readonly correcting: boolean;
  readonly onTap: (seconds: number) => void;
  readonly onCaliper: (line: 0 | 1, seconds: number) => void;
  readonly onChoose: (fromSeconds: number, toSeconds: number) => void;
  readonly onCommand: (command: StripCommand) => void;
}

const MOUSE_REACH_PX = 8;
const FINGER_REACH_PX = 22;

/** The paper: draws what the view shows and turns gestures and keys into commands. */
export function StripCanvas(props: StripCanvasProps) {
  const { frame, size, heightPx, view, content, correcting, onCommand } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const gestures = useRef<PaperGestures>(null as never);
  gestures.current = gesturesOf(props);
  usePaperGestures(frame, gestures);
  useDrawing(canvas, size, content);

  const onKeyDown = (event: KeyboardEvent): void => {
    const command = commandOf(event, correcting);
    if (!command) return;
    event.preventDefault();
    onCommand(command);
  };
  return (
    <div
      ref={frame}
      id="strip-paper"
      className={classes.paper}
      style={heightPx === null ? undefined : { height: heightPx }}
      role="application"
      aria-roledescription="ECG strip"
      aria-label={props.label}
      aria-describedby="strip-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application in the sense of ARIA takes the keys that its description names.
      tabIndex={0}
      data-seconds={`${view.viewport.startSeconds.toFixed(3)} ${view.viewport.pixelsPerSecond.toFixed(3)}`}
      onKeyDown={onKeyDown}
    >
      {size.width > 0 && <canvas ref={canvas} style={{ width: size.width, height: size.height }} />}
      <span id="strip-keys" hidden>
        {STRIP_KEYS_HELP}
      </span>
    </div>
  );
}

function gesturesOf({ view, content, choosing, onTap, onCaliper, onChoose }: StripCanvasProps): PaperGestures {
  const timeAt = (x: number): number => secondsAt(view.viewport, x - GUTTER_PX);
  return {
    pan: view.pan,
    zoom: (factor, anchorPx) => view.zoom(factor, anchorPx - GUTTER_PX),
    tap: (x) => onTap(timeAt(x)),
    grab: (x, { shiftKey, pointerType }) => {
      const line = lineAt(content, x - GUTTER_PX, pointerType === 'mouse' ? MOUSE_REACH_PX : FINGER_REACH_PX);
      if (line !== null) return (to) => onCaliper(line, timeAt(to));
      if (!shiftKey && !choosing) return null;
      const start = timeAt(x);
      return (to) => onChoose(Math.min(start, timeAt(to)), Math.max(start, timeAt(to)));
    },
  };
}

function useDrawing(canvas: RefObject<HTMLCanvasElement | null>, size: ElementSize, content: StripContent): void {
  const palette = usePalette(STRIP_TOKENS);
  const font = useRef('');
  // Every part of the content is the same object while it stays the same, so that the paper is drawn when one changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of `content`, which is itself new every time.
  useLayoutEffect(() => {
    if (!canvas.current || size.width === 0) return;
    // Asked once: each time it makes the browser bring the styles of the whole page up to date.
    font.current ||= getComputedStyle(canvas.current).fontFamily;
    drawStrip(canvas.current, {
      ...content,
      width: size.width - GUTTER_PX,
      height: size.height,
      devicePixelRatio: window.devicePixelRatio,
      palette,
      font: font.current,
    });
  }, [canvas, size, palette, ...Object.values(content)]);
}
