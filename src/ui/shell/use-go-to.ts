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
        const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
        target?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
        target?.focus({ preventScroll: true });
      });
    },
    [open, toggle],
  );
}
