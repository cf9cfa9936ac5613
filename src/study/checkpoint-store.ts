/** Keeps the newest checkpoint through anything: two slots, of which one always holds a whole one. */

import { LabError } from '../domain/problem';
import { decodeCheckpoint, encodeCheckpoint, type NumberedCheckpoint } from './checkpoint-codec';
import type { RaceCheckpoint } from './race-checkpoint';

export const SLOTS = ['a', 'b'] as const;
export type Slot = (typeof SLOTS)[number];

/** Where two blobs are kept; any call may reject. */
export interface SlotStorage {
  /** null where nothing was written. */
  read(slot: Slot): Promise<Uint8Array | null>;
  /** Replaces what was there; where it dies halfway, anything may be there. */
  write(slot: Slot, bytes: Uint8Array): Promise<void>;
  clear(slot: Slot): Promise<void>;
}

interface Kept extends NumberedCheckpoint {
  readonly slot: Slot;
}

export class CheckpointStore {
  /** The newest that was read back whole; undefined before anybody looked. */
  private newest: Kept | null | undefined;

  constructor(private readonly storage: SlotStorage) {}

  /**
   * Writes into the slot that does not hold the newest, and reads it back: only then is the older one given up. Throws
   * `LabError` where it could not be kept; what was kept before is there still.
   */
  async save(checkpoint: RaceCheckpoint): Promise<void> {
    const before = await this.find();
    const slot: Slot = before?.slot === 'a' ? 'b' : 'a';
    const number = (before?.number ?? 0) + 1;
    const bytes = encodeCheckpoint({ number, checkpoint });
    try {
      await this.storage.write(slot, bytes);
      if (!isSame(await this.storage.read(slot), bytes)) throw new Error('what was read back differs');
    } catch (thrown) {
      throw notKept(thrown);
    }
    this.newest = { slot, number, checkpoint };
  }

  /** The newest that is whole, or null. */
  async load(): Promise<RaceCheckpoint | null> {
    return (await this.find())?.checkpoint ?? null;
  }

  async discard(): Promise<void> {
    this.newest = null;
    for (const slot of SLOTS) await this.storage.clear(slot);
  }

  private async find(): Promise<Kept | null> {
    if (this.newest !== undefined) return this.newest;
    let newest: Kept | null = null;
    for (const slot of SLOTS) {
      const kept = await this.readSlot(slot);
      if (kept && kept.number > (newest?.number ?? 0)) newest = kept;
    }
    this.newest = newest;
    return newest;
  }

  /** A slot that cannot be read or is damaged holds nothing: that is what the other is for. */
  private async readSlot(slot: Slot): Promise<Kept | null> {
    try {
      const bytes = await this.storage.read(slot);
      return bytes && { ...decodeCheckpoint(bytes), slot };
    } catch {
      return null;
    }
  }
}

function isSame(found: Uint8Array | null, wanted: Uint8Array): boolean {
  return found?.length === wanted.length && found.every((byte, index) => byte === wanted[index]);
}

function notKept(thrown: unknown): LabError {
  const isFull = thrown instanceof Error && thrown.name === 'QuotaExceededError';
  const found = thrown instanceof Error ? thrown.message : String(thrown);
  return new LabError({
    code: 'checkpoint-not-kept',
    file: '',
    field: 'state of the training',
    expected: "to be kept in the browser's storage, so that it can be continued after a reload",
    found: isFull ? 'that the storage is full' : found,
    at: '',
    fix: 'Training goes on; do not reload the page before it ends.',
  });
}
