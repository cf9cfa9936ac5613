import { describe, expect, it } from 'vitest';
import type { Annotation, Recording } from '../domain/recording';
import type { SavedEdits } from './edit-store';
import { Editing } from './editing';
import { createLabStore } from './store';
import type { LabWorkers } from './workers';

const at = (sample: number, symbol = 'N'): Annotation => ({
  sample,
  symbol,
  subtype: 0,
  channel: 0,
  number: 0,
  text: '',
});
const relabel = { removed: at(20, 'V'), added: at(20, 'F') };

const recording: Recording = {
  id: 'a',
  name: 'a',
  format: 'test',
  subject: 'a',
  synthetic: false,
  leads: [],
  annotationRateHz: 250,
  annotations: [at(10), at(20, 'V'), at(30)],
  warnings: [],
};

/** An open recording whose second beat is selected, and a browser that keeps `kept`. */
function setUp(kept: SavedEdits[] = []) {
  const store = createLabStore();
  const editStore = {
    all: async () => kept,
    save: async (edits: SavedEdits) => {
      kept.splice(0, kept.length, ...(edits.done.length > 0 ? [edits] : []));
    },
  };
  const written: unknown[] = [];
  const run = async (_name: string, input: unknown) => {
    written.push(input);
    return Uint8Array.of(0, 0);
  };
  const editing = new Editing(store, { ingest: { run } } as unknown as LabWorkers, editStore);
  const open = (fingerprint = 'f'): void =>
    store.setState({
      recordings: [recording],
      digests: { a: { fingerprint, pyramids: [] } },
      edits: {},
      selection: { recordingId: 'a', beatNumber: 1 },
    });
  const symbols = (): string =>
    (store.getState().recordings[0] as Recording).annotations.map((each) => each.symbol).join('');
  return { store, editing, kept, written, open, symbols };
}

describe('Editing', () => {
  it('makes the recording another one, whose results are stale, and keeps the edit', async () => {
    const { store, editing, kept, open, symbols } = setUp();
    await editing.follow();
    open();
    editing.edit('a', relabel);
    expect(symbols()).toBe('NFN');
    expect(store.getState()).toMatchObject({ edition: 1, classProfiles: null });
    expect(store.getState().recordings[0]?.edited).toContain('"F"');
    expect(kept).toEqual([{ recordingId: 'a', fingerprint: 'f', done: [relabel] }]);
  });

  it('is as it was after undo, and keeps nothing then', async () => {
    const { store, editing, kept, open, symbols } = setUp();
    await editing.follow();
    open();
    editing.edit('a', relabel);
    editing.undo('a');
    expect(symbols()).toBe('NVN');
    expect(store.getState().recordings[0]).toEqual(recording);
    await expect.poll(() => kept).toEqual([]);
    editing.redo('a');
    expect(symbols()).toBe('NFN');
    editing.undo('a');
    editing.undo('a');
    expect(store.getState().edition).toBe(4);
  });

  it('applies what was kept to the same recording, also when it is opened again, and to no other content', async () => {
    const { store, editing, open, symbols } = setUp([{ recordingId: 'a', fingerprint: 'f', done: [relabel] }]);
    open();
    await editing.follow();
    expect(symbols()).toBe('NFN');
    expect(store.getState().edits.a?.done).toEqual([relabel]);
    open('other content');
    expect(symbols()).toBe('NVN');
    open();
    expect(symbols()).toBe('NFN');
  });

  it('keeps the selection on the beat, or on the next where it was deleted', async () => {
    const { store, editing, open } = setUp();
    await editing.follow();
    open();
    editing.edit('a', { removed: null, added: at(5) });
    expect(store.getState().selection?.beatNumber).toBe(2);
    editing.edit('a', { removed: at(20, 'V'), added: null });
    expect(store.getState().selection?.beatNumber).toBe(2);
    editing.edit('a', { removed: at(30), added: null });
    expect(store.getState().selection?.beatNumber).toBe(1);
  });

  it('does nothing where the edit does not fit', async () => {
    const { store, editing, open } = setUp();
    await editing.follow();
    open();
    const before = store.getState();
    editing.edit('a', { removed: at(99), added: null });
    editing.undo('a');
    expect(store.getState()).toBe(before);
  });

  it('writes the annotations as they are shown, on the time base of the record', async () => {
    const { editing, written, open } = setUp();
    await editing.follow();
    open();
    editing.edit('a', relabel);
    await editing.annotationFile('a');
    expect(written).toMatchObject([{ timeResolutionHz: null, annotations: { symbols: { distinct: ['N', 'F'] } } }]);
  });
});
