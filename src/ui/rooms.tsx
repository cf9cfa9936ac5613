import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

export const ROOMS = ['data', 'representations', 'fusion', 'train', 'compare'] as const;
export type Room = (typeof ROOMS)[number];

/** Rooms that have details to unfold; the others are always whole. */
export const FOLDING_ROOMS: ReadonlySet<Room> = new Set(['data', 'representations', 'fusion']);

export interface Rooms {
  /** Rooms whose details are unfolded. The others still show their picture, so that nobody loses the thread. */
  readonly open: ReadonlySet<Room>;
  toggle(room: Room, open?: boolean): void;
}

const RoomsContext = createContext<Rooms | null>(null);

export function RoomsProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<ReadonlySet<Room>>(new Set());
  const toggle = useCallback((room: Room, wanted?: boolean) => {
    setOpen((old) => {
      const next = new Set(old);
      if (wanted ?? !old.has(room)) next.add(room);
      else next.delete(room);
      return next;
    });
  }, []);
  const rooms = useMemo(() => ({ open, toggle }), [open, toggle]);
  return <RoomsContext value={rooms}>{children}</RoomsContext>;
}

export function useRooms(): Rooms {
  const rooms = useContext(RoomsContext);
  if (!rooms) throw new Error('A panel was drawn outside of RoomsProvider.');
  return rooms;
}
