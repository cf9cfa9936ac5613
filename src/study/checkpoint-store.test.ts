import { beforeEach, describe, expect, it } from 'vitest';
import { tinyCheckpoint } from '../../tests/fixtures/tiny-checkpoint';
import type { Problem } from '../domain/problem';
import { createRandom } from '../domain/random';
import { CheckpointStore, type Slot, type SlotStorage } from './checkpoint-store';
import { RaceSaver } from './race-saver';

type Fault = 'none' | 'dies-halfway' | 'writes-garbage' | 'full' | 'loses-everything' | 'reads-garbage' | 'cannot-read';

/** Two slots that live as long as the test, and fail as told. */
class MemorySlots implements SlotStorage {
  fault: Fault = 'none';
  writes: Slot[] = [];
  private readonly slots = new Map<Slot, Uint8Array>();

  async read(slot: Slot): Promise<Uint8Array | null> {
    const bytes = this.slots.get(slot);
    if (this.fault === 'cannot-read') throw new Error('the file is locked');
    if (this.fault === 'reads-garbage' && bytes) return bytes.map((byte, index) => (index === 99 ? byte ^ 1 : byte));
    return bytes ?? null;
  }

  async write(slot: Slot, bytes: Uint8Array): Promise<void> {
    this.writes.push(slot);
    if (this.fault === 'full') throw new DOMException('too much', 'QuotaExceededError');
    if (this.fault === 'loses-everything') return void this.slots.delete(slot);
    const garbage = bytes.map((byte, index) => (index > 30 ? 0 : byte));
    const dead = this.fault === 'dies-halfway';
    this.slots.set(
      slot,
      this.fault === 'writes-garbage' ? garbage : bytes.slice(0, dead ? bytes.length / 2 : undefined),
    );
    if (dead) throw new Error('the tab was closed');
  }

  async clear(slot: Slot): Promise<void> {
    this.slots.delete(slot);
  }
}

let slots: MemorySlots;
beforeEach(() => {
  slots = new MemorySlots();
});

/** What a page that is loaded anew finds. */
const afterReload = () => new CheckpointStore(slots).load();

describe('the store of checkpoints', () => {
  it('alternates between its slots and finds the newest after a reload', async () => {
    const store = new CheckpointStore(slots);
    for (let epoch = 1; epoch <= 4; epoch++) {
      await store.save(tinyCheckpoint(epoch));
      expect(await afterReload()).toEqual(tinyCheckpoint(epoch));
    }
    expect(slots.writes).toEqual(['a', 'b', 'a', 'b']);
    await new CheckpointStore(slots).save(tinyCheckpoint(5));
    expect(slots.writes.at(-1)).toBe('a');
    expect(await afterReload()).toEqual(tinyCheckpoint(5));
  });

  it.each(['dies-halfway', 'writes-garbage', 'full', 'loses-everything', 'reads-garbage'] as const)(
    'keeps what it had when a write %s, and never writes over it',
    async (fault) => {
      const store = new CheckpointStore(slots);
      await store.save(tinyCheckpoint(1));
      await store.save(tinyCheckpoint(2));
      slots.fault = fault;
      await expect(store.save(tinyCheckpoint(3))).rejects.toMatchObject({ problem: { code: 'checkpoint-not-kept' } });
      await expect(store.save(tinyCheckpoint(4))).rejects.toMatchObject({ problem: { code: 'checkpoint-not-kept' } });
      expect(slots.writes).toEqual(['a', 'b', 'a', 'a']);
      slots.fault = 'none';
      // Bytes that were written well but read back wrongly are good after all.
      const kept = fault === 'reads-garbage' ? 4 : 2;
      expect(await afterReload()).toEqual(tinyCheckpoint(kept));
      await store.save(tinyCheckpoint(5));
      expect(await afterReload()).toEqual(tinyCheckpoint(5));
    },
  );

  it('always has one of the last two through 200 saves with faults at random and reloads between', async () => {
    const random = createRandom(5);
    const faults = ['none', 'dies-halfway', 'writes-garbage', 'full'] as const;
    let store = new CheckpointStore(slots);
    let saved = 0;
    for (let epoch = 1; epoch <= 200; epoch++) {
      slots.fault = faults[random.integer(4)] as Fault;
      const outcome = await store.save(tinyCheckpoint(epoch)).then(
        () => true,
        () => false,
      );
      if (outcome) saved = epoch;
      if (random.integer(3) === 0) store = new CheckpointStore(slots);
      expect((await afterReload())?.savedAt ?? 0).toBe(saved && tinyCheckpoint(saved).savedAt);
    }
    expect(saved).toBeGreaterThan(150);
  });

  it('holds nothing where nothing was kept, where nothing can be read, and after it was told to forget', async () => {
    expect(await afterReload()).toBeNull();
    const store = new CheckpointStore(slots);
    await store.save(tinyCheckpoint(1));
    slots.fault = 'cannot-read';
    expect(await afterReload()).toBeNull();
    slots.fault = 'none';
    await store.discard();
    expect(await store.load()).toBeNull();
    expect(await afterReload()).toBeNull();
  });
});

describe('saving while a race runs', () => {
  it('writes the newest of what came during a write, and never holds anybody up', async () => {
    const saver = new RaceSaver(new CheckpointStore(slots), () => undefined);
    for (let epoch = 1; epoch <= 9; epoch++) saver.offer(tinyCheckpoint(epoch));
    await saver.settle();
    expect(slots.writes.length).toBe(2);
    expect(await afterReload()).toEqual(tinyCheckpoint(9));
  });

  it('tells once that the storage is full', async () => {
    const problems: Problem[] = [];
    const saver = new RaceSaver(new CheckpointStore(slots), (problem) => problems.push(problem));
    slots.fault = 'full';
    for (let epoch = 1; epoch <= 3; epoch++) {
      saver.offer(tinyCheckpoint(epoch));
      await saver.settle();
    }
    expect(problems.map(({ found }) => found)).toEqual(['that the storage is full']);
  });
});
