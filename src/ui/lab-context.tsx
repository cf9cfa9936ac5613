import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { LabActions, LabState } from '../lab/state';

export interface Lab {
  readonly store: StoreApi<LabState>;
  readonly actions: LabActions;
}

export const LabContext = createContext<Lab | null>(null);

function useLabContext(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('A panel was drawn outside of LabContext.');
  return lab;
}

/** Re-renders when what the selector returns changes by identity; select primitives or parts of the state, never new objects. */
export function useLab<Selected>(selector: (state: LabState) => Selected): Selected {
  return useStore(useLabContext().store, selector);
}

export function useActions(): LabActions {
  return useLabContext().actions;
}
