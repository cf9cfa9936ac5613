import { type RefObject, useEffect } from 'react';

export interface PaperGestures {
  /** Pixels that the paper moves to the left. */
  pan(pixels: number): void;
  zoom(factor: number, anchorPx: number): void;
  /** A click or tap that was no drag, in pixels from the element's left edge. */
  tap(x: number): void;
  /** What a drag that begins here moves instead of the paper; null where it moves the paper. */
  grab(x: number, how: Pick<PointerEvent, 'shiftKey' | 'pointerType'>): ((x: number) => void) | null;
}

const TAP_SLACK_PX = 5;
const WHEEL_LINE_PX = 40;
/** Wheel pixels that double the zoom. */
const WHEEL_DOUBLING_PX = 320;

/**
 * Drag to scroll, pinch to zoom, wheel. A plain wheel zooms only while the strip has the focus, because otherwise it would
 * catch a person who scrolls the page; sideways (or with Shift) it always scrolls and with Ctrl it always zooms, which
 * is also what a pinch on a touchpad sends.
 */
export function usePaperGestures(element: RefObject<HTMLElement | null>, gestures: RefObject<PaperGestures>): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const pointers = new Map<number, PointerEvent>();
    let travelled = 0;
    let held: ((x: number) => void) | null = null;
    const placeOf = (event: PointerEvent): number => event.clientX - target.getBoundingClientRect().left;

    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      if (pointers.size === 0) {
        travelled = 0;
        held = gestures.current.grab(placeOf(event), event);
      }
      pointers.set(event.pointerId, event);
      target.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
      pointers.set(event.pointerId, event);
      travelled += Math.abs(event.clientX - before.clientX);
      if (other) pinch(before, event, other);
      else if (travelled <= TAP_SLACK_PX) return;
      else if (held) held(placeOf(event));
      else gestures.current.pan(before.clientX - event.clientX);
    };
    const pinch = (before: PointerEvent, now: PointerEvent, other: PointerEvent): void => {
      const distance = (event: PointerEvent): number =>
        Math.max(20, Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY));
      const middle = (event: PointerEvent): number => (event.clientX + other.clientX) / 2;
      gestures.current.pan(middle(before) - middle(now));
      gestures.current.zoom(distance(now) / distance(before), middle(now) - target.getBoundingClientRect().left);
    };
    const up = (event: PointerEvent): void => {
      const wasAlone = pointers.size === 1;
      if (!pointers.delete(event.pointerId) || !wasAlone || travelled > TAP_SLACK_PX) return;
      if (event.type === 'pointerup') gestures.current.tap(placeOf(event));
    };
    const wheel = (event: WheelEvent): void => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      const zooms = event.ctrlKey || event.metaKey || (!sideways && target.contains(document.activeElement));
      if (!zooms && !sideways) return;
      event.preventDefault();
      if (zooms) gestures.current.zoom(zoomOf(event, unit), event.clientX - target.getBoundingClientRect().left);
      else gestures.current.pan(sideways * unit);
    };

    target.addEventListener('pointerdown', down);
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', up);
    target.addEventListener('pointercancel', up);
    // Not passive: a wheel that zooms must not scroll the page as well.
    target.addEventListener('wheel', wheel, { passive: false });
    return () => {
      target.removeEventListener('pointerdown', down);
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', up);
      target.removeEventListener('pointercancel', up);
      target.removeEventListener('wheel', wheel);
    };
  }, [element, gestures]);
}

/** A pinch on a touchpad arrives as a Ctrl wheel of a tenth of the size. */
function zoomOf({ ctrlKey, deltaY }: WheelEvent, unit: number): number {
  const strength = ctrlKey && Math.abs(deltaY) < 20 ? 8 : 1;
  return 2 ** ((-deltaY * unit * strength) / WHEEL_DOUBLING_PX);
}
