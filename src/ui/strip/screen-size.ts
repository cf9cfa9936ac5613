/** How many CSS pixels a millimetre of this screen has: as CSS says, or as a person measured it. Kept in this browser. */

import { useSyncExternalStore } from 'react';
import { CSS_PIXELS_PER_MM } from './paper';

/** ISO/IEC 7810 ID-1: a bank card. */
export const CARD_MM = { width: 85.6, height: 53.98 } as const;

/** Screens between a wall of televisions and the densest of telephones. */
export const PIXELS_PER_MM_RANGE = [1.5, 12] as const;

const STORAGE_KEY = 'ecg-fusion-lab.pixels-per-mm';
const listeners = new Set<() => void>();
let present: number | undefined;

/** Storage throws where the person has forbidden it; then the size lasts as long as the page. */
function stored(): number {
  try {
    return sane(Number(localStorage.getItem(STORAGE_KEY))) ?? CSS_PIXELS_PER_MM;
  } catch {
    return CSS_PIXELS_PER_MM;
  }
}

function sane(pixelsPerMm: number): number | undefined {
  const [least, most] = PIXELS_PER_MM_RANGE;
  return pixelsPerMm >= least && pixelsPerMm <= most ? pixelsPerMm : undefined;
}

function pixelsPerMm(): number {
  present ??= stored();
  return present;
}

/** null forgets what was measured. A size that no screen has is not taken. */
export function setPixelsPerMm(measured: number | null): void {
  const next = measured === null ? CSS_PIXELS_PER_MM : sane(measured);
  if (next === undefined) return;
  present = next;
  try {
    if (measured === null) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, String(next));
  } catch {
    // Nothing to do: see stored.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePixelsPerMm(): number {
  return useSyncExternalStore(subscribe, pixelsPerMm);
}
