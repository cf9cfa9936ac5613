import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IngestEvent } from '../../workers/protocol';
import { columnsOf } from '../domain/annotation-columns';
import { problemOf } from '../domain/problem';
import { Reading } from './reading';
import { createLabStore } from './store';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

const beat = { sample: 10, symbol: 'N', subtype: 0, channel: 0, number: 0, text: '' };

function arrival(name: string, synthetic = false): IngestEvent {
  const recording = { id: name, name, format: 'test', subject: name, synthetic, leads: [], annotationRateHz: 360 };
  const digest = { fingerprint: `of ${name}`, pyramids: [] };
  return { kind: 'recording', recording: { ...recording, annotations: columnsOf([beat]), warnings: [] }, digest };
}

/** A reading whose worker says what the test has it say, and ends when the test ends it. */
function createReading() {
  const store = createLabStore();
  const pieces: { readonly first: boolean; readonly count: number }[] = [];
  let tell = (_event: IngestEvent): void => {};
  let finish = (): void => {};
  const run = (name: string, input: { files: unknown[]; first: boolean }, options: Record<string, never>) => {
    if (name === 'give') {
      pieces.push({ first: input.first, count: input.files.length });
      return Promise.resolve();
    }
    const { signal, onProgress } = options as unknown as { signal: AbortSignal; onProgress: typeof tell };
    tell = onProgress;
    return new Promise<void>((resolve, reject) => {
      finish = resolve;
      signal.addEventListener('abort', () => reject(new CancelledError()));
    });
  };
  const reading = new Reading(store, { ingest: { run } } as unknown as LabWorkers);
  const names = (): string[] => store.getState().recordings.map(({ name }) => name);
  return { store, reading, pieces, names, tell: (event: IngestEvent) => tell(event), finish: () => finish() };
}

const files = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ path: `${at}.dat`, file: new File([], `${at}.dat`) }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function growing(name: string): IngestEvent {
  const recording = {
    id: name,
    name,
    format: 'test',
    subject: name,
    synthetic: false,
    leads: [],
    annotationRateHz: 360,
  };
  const sent = { ...recording, annotations: columnsOf([beat]), warnings: [] };
  return { kind: 'growing', growing: { recording: sent, durationSeconds: 86_400, pyramids: [] } };
}

/** The cohort is open, and a file is being read. */
async function readingOverCohort() {
  const lab = createReading();
  void lab.reading.openBuiltinCohort();
  lab.tell(arrival('virtual', true));
  await vi.runAllTimersAsync();
  void lab.reading.openFiles(files(2));
  await vi.advanceTimersByTimeAsync(1000);
  return lab;
}

describe('Reading a long recording', () => {
  it('shows it while it is read, as no recording that anything may be made of', async () => {
    const { store, names, tell } = await readingOverCohort();
    tell(growing('day'));
    tell({ kind: 'grew', readSeconds: 3600 });
    const { growing: shown, selection, preview, reading } = store.getState();
    expect(shown).toMatchObject({ durationSeconds: 86_400, readSeconds: 3600, findingBeats: false });
    expect(shown?.recording).toMatchObject({ id: 'day', annotations: [beat] });
    expect([selection, preview]).toEqual([{ recordingId: 'day', beatNumber: 0 }, null]);
    expect(names()).toEqual(['virtual']);
    // What keeps Train waiting.
    expect(reading).toMatchObject({ name: 'day' });
    tell({ kind: 'finding-beats' });
    expect(store.getState().growing?.findingBeats).toBe(true);
  });

  it('puts the whole one in its place, with the beat that was chosen meanwhile', async () => {
    const { store, names, tell } = await readingOverCohort();
    tell(growing('day'));
    const chosen = { recordingId: 'day', beatNumber: 0 };
    store.setState({ selection: chosen });
    tell(arrival('day'));
    await vi.advanceTimersByTimeAsync(1);
    expect(names()).toEqual(['day']);
    expect(store.getState().growing).toBeNull();
    expect(store.getState().selection).toBe(chosen);
  });

  it.each(['a problem', 'cancelling', 'the end'])(
    'leaves nothing of one that did not arrive, after %s',
    async (what) => {
      const { store, reading, names, tell, finish } = await readingOverCohort();
      tell(growing('day'));
      if (what === 'a problem') tell({ kind: 'problem', problem: problemOf(new Error('cut off')) });
      else if (what === 'cancelling') reading.cancel();
      else finish();
      await vi.advanceTimersByTimeAsync(1);
      expect(store.getState().growing).toBeNull();
      expect(store.getState().selection).toEqual({ recordingId: 'virtual', beatNumber: 0 });
      expect(names()).toEqual(['virtual']);
    },
  );

  it('does not put it before what a person has opened', async () => {
    const { store, tell } = await readingOverCohort();
    tell(arrival('100'));
    tell(growing('day'));
    await vi.advanceTimersByTimeAsync(1);
    tell(growing('day'));
    tell({ kind: 'grew', readSeconds: 1 });
    expect(store.getState().growing).toBeNull();
    expect(store.getState().selection).toEqual({ recordingId: '100', beatNumber: 0 });
  });
});

describe('Reading', () => {
  it('gives the worker the files of a folder in pieces, the first of which forgets the folder before', async () => {
    const { reading, pieces } = createReading();
    void reading.openFiles(files(40));
    await vi.runAllTimersAsync();
    expect(pieces).toEqual([
      { first: true, count: 16 },
      { first: false, count: 16 },
      { first: false, count: 8 },
    ]);
  });

  it('shows the first recording at once and those that follow closely together, in place of the cohort', async () => {
    const { reading, store, names, tell } = createReading();
    void reading.openBuiltinCohort();
    tell(arrival('virtual', true));
    await vi.runAllTimersAsync();
    expect(names()).toEqual(['virtual']);
    void reading.openFiles(files(2));
    await vi.advanceTimersByTimeAsync(1000);
    tell(arrival('100'));
    await vi.advanceTimersByTimeAsync(1);
    expect(names()).toEqual(['100']);
    expect(store.getState().recordings[0]?.annotations).toEqual([beat]);
    expect(store.getState().selection).toEqual({ recordingId: '100', beatNumber: 0 });
    const changes = vi.fn();
    store.subscribe(({ recordings }, before) => recordings !== before.recordings && changes());
    tell(arrival('101'));
    tell(arrival('103'));
    await vi.advanceTimersByTimeAsync(50);
    expect(names()).toEqual(['100']);
    await vi.advanceTimersByTimeAsync(60);
    expect(names()).toEqual(['100', '101', '103']);
    expect(changes).toHaveBeenCalledOnce();
    expect(store.getState().reading).toMatchObject({ done: 3, name: '103' });
  });

  it.each(['finish', 'cancel'] as const)('loses nothing that waits to be shown at %s', async (end) => {
    const { reading, store, names, tell, finish } = createReading();
    void reading.openFiles(files(2));
    await vi.advanceTimersByTimeAsync(1);
    for (const name of ['100', '101']) {
      tell(arrival(name));
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(names()).toEqual(['100']);
    if (end === 'finish') finish();
    else reading.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(names()).toEqual(['100', '101']);
    expect(store.getState().reading).toBeNull();
  });
});
