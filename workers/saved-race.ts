/** The race that this browser keeps: one, for one tab at a time. */

import { LabError, type Problem } from '../src/domain/problem';
import { CheckpointStore } from '../src/study/checkpoint-store';
import type { RaceCheckpoint } from '../src/study/race-checkpoint';
import { RaceSaver } from '../src/study/race-saver';
import { opfsSlots } from './opfs-slots';
import type { SavedRace } from './protocol';

/** Held by the worker whose race is kept. */
const LOCK = 'saved-race';

const store = new CheckpointStore(opfsSlots);

/** Browsers offer both to pages that came over https or from this machine only. */
const canKeep = 'locks' in navigator && 'storage' in navigator;

export async function findSaved(): Promise<SavedRace | null> {
  if (!canKeep) return null;
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === LOCK)) return null;
  const saved = await store.load();
  return saved && summaryOf(saved);
}

export function discardSaved(): Promise<void> {
  return whereFree(() => store.discard()).then(() => undefined);
}

/** Throws `LabError` where nothing is kept. */
export async function loadSaved(): Promise<RaceCheckpoint> {
  const saved = await store.load();
  if (saved) return saved;
  throw new LabError({
    code: 'saved-race-gone',
    file: '',
    field: 'saved training',
    expected: 'one that can be continued',
    found: 'none',
    at: '',
    fix: 'Train anew.',
  });
}

/**
 * Runs `race` and keeps what it offers; afterwards nothing is kept, unless it failed otherwise than by a cancel. Where
 * another tab keeps its race, this one runs unkept.
 */
export async function keeping(
  race: (offer: (checkpoint: RaceCheckpoint) => void) => Promise<void>,
  { signal, onProblem }: { readonly signal: AbortSignal; readonly onProblem: (problem: Problem) => void },
): Promise<void> {
  const saver = new RaceSaver(store, onProblem);
  const ran = await whereFree(async () => {
    try {
      await race((checkpoint) => saver.offer(checkpoint));
      await saver.settle();
      await forget();
    } catch (thrown) {
      await saver.settle();
      if (signal.aborted) await forget();
      throw thrown;
    }
  });
  if (!ran) await race(() => undefined);
}

/** Does `act` where no other tab holds the lock; resolves with whether it did. */
async function whereFree(act: () => Promise<void>): Promise<boolean> {
  if (!canKeep) return false;
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return lock !== null;
  });
}

/** A browser that keeps nothing need not be told to forget: its refusal was told when the race was to be kept. */
async function forget(): Promise<void> {
  await store.discard().catch(() => undefined);
}

function summaryOf({ spec, dataKeys, savedAt, runners, backend }: RaceCheckpoint): SavedRace {
  const epoch = Math.max(...runners.map(({ progress }) => progress.epochs));
  return { spec, keys: dataKeys, savedAt, epoch, backend };
}
