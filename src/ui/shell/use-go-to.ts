import { useCallback } from 'react';
import { FOLDING_ROOMS, type Room, useRooms } from '../rooms';

export const roomId = (room: Room): string => `room-${room}`;

/** Goes to a room: unfolds it (or folds it again), scrolls there and gives it the focus. */
export function useGoTo(): (room: Room) => void {
  const { open, toggle } = useRooms();
  return useCallback(
    (room) => {
      const folds = open.has(room);
      if (FOLDING_ROOMS.has(room)) toggle(room);
      if (folds) return;
      // After the room has grown to its unfolded size.
      requestAnimationFrame(() => {
        const target = document.getElementById(roomId(room));
        if (!target) return;
        scrollTo(target);
        target.focus({ preventScroll: true });
      });
    },
    [open, toggle],
  );
}

/** Who sees this much of a room sees what begins there. */
const ENOUGH_PX = 180;

/** Scrolls only where the room is out of sight, and takes the focus only where what had it goes away. */
export function bringIntoSight(room: Room): void {
  const hadFocus = document.activeElement !== document.body;
  requestAnimationFrame(() => {
    const target = document.getElementById(roomId(room));
    if (!target) return;
    const { top } = target.getBoundingClientRect();
    const barPx = Number.parseFloat(getComputedStyle(target).scrollMarginTop);
    if (top < barPx || top + ENOUGH_PX > innerHeight) scrollTo(target);
    if (hadFocus && document.activeElement === document.body) target.focus({ preventScroll: true });
  });
}

function scrollTo(target: HTMLElement): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
}
