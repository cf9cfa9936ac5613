/** Corrections of beats by hand: done, taken back, kept in this browser, and applied again when the recording is opened again. */

import { columnsOf } from '../domain/annotation-columns';
import {
  type AnnotationEdit,
  type EditHistory,
  edited,
  editedByAll,
  NO_EDITS,
  redo,
  undo,
  withEdit,
} from '../domain/annotation-edits';
import { LabError } from '../domain/problem';
import { type Annotation, beatsOf, type Recording } from '../domain/recording';
import type { EditStore, SavedEdits } from './edit-store';
import { type LabStore, showThrown } from './store';
import type { LabWorkers } from './workers';

export class Editing {
  /** By recording id and fingerprint: what is kept, for recordings that are opened, or opened again. */
  private readonly kept = new Map<string, SavedEdits>();

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
    private readonly editStore: EditStore,
  ) {}

  /** Applies what was kept to every recording that is opened from now on. */
  async follow(): Promise<void> {
    // A browser that keeps nothing has nothing to apply: no fault of the person's.
    const all = await this.editStore.all().catch(() => []);
    for (const each of all) this.kept.set(keyOf(each), each);
    this.store.subscribe(({ recordings }, before) => recordings !== before.recordings && this.applyKept());
    this.applyKept();
  }

  edit(recordingId: string, edit: AnnotationEdit): void {
    this.change(recordingId, edit, (history) => withEdit(history, edit));
  }

  undo(recordingId: string): void {
    const step = undo(this.historyOf(recordingId));
    if (step) this.change(recordingId, step.edit, () => step.history);
  }

  redo(recordingId: string): void {
    const step = redo(this.historyOf(recordingId));
    if (step) this.change(recordingId, step.edit, () => step.history);
  }

  /** The bytes of an `.atr` file with the annotations as they are now. */
  async annotationFile(recordingId: string): Promise<Uint8Array> {
    const recording = this.recordingOf(recordingId);
    if (!recording) throw new Error(`No recording "${recordingId}" is open.`);
    const { annotations, annotationRateHz, leads } = recording;
    const isRecordsRate = leads.every(({ samplingRateHz }) => samplingRateHz === annotationRateHz);
    return this.workers.ingest.run('writeAnnotations', {
      annotations: columnsOf(annotations),
      timeResolutionHz: isRecordsRate ? null : annotationRateHz,
    });
  }

  private historyOf(recordingId: string): EditHistory {
    return this.store.getState().edits[recordingId] ?? NO_EDITS;
  }

  private recordingOf(recordingId: string): Recording | undefined {
    return this.store.getState().recordings.find(({ id }) => id === recordingId);
  }

  private change(recordingId: string, edit: AnnotationEdit, grown: (history: EditHistory) => EditHistory): void {
    const recording = this.recordingOf(recordingId);
    const annotations = recording && edited(recording.annotations, edit);
    if (!annotations) return;
    const history = grown(this.historyOf(recordingId));
    // Before it is shown: what is shown without edits gets those that are kept.
    const saving = this.keep(recordingId, history);
    this.show(recording, annotations, history);
    this.store.setState(({ edition }) => ({ edition: edition + 1, classProfiles: null }));
    void saving.catch((thrown) => showThrown(this.store, notKept(recording.name, thrown)));
  }

  /** Kept here at once, and in the browser when the promise resolves. */
  private async keep(recordingId: string, { done }: EditHistory): Promise<void> {
    const fingerprint = this.store.getState().digests[recordingId]?.fingerprint;
    if (!fingerprint) return;
    const edits = { recordingId, fingerprint, done };
    if (done.length > 0) this.kept.set(keyOf(edits), edits);
    else this.kept.delete(keyOf(edits));
    await this.editStore.save(edits);
  }

  /** A new object for the recording, so that all that is derived from it is derived anew. */
  private show(recording: Recording, annotations: readonly Annotation[], history: EditHistory): void {
    const { edited: _before, ...asRead } = recording;
    const name = history.done.length > 0 ? JSON.stringify(history.done) : undefined;
    const changed: Recording = { ...asRead, annotations, ...(name === undefined ? {} : { edited: name }) };
    this.store.setState(({ recordings, edits, selection }) => ({
      recordings: recordings.map((each) => (each === recording ? changed : each)),
      edits: { ...edits, [recording.id]: history },
      selection:
        selection?.recordingId === recording.id
          ? { ...selection, beatNumber: sameBeat(recording, changed, selection.beatNumber) }
          : selection,
    }));
  }

  private applyKept(): void {
    const { recordings, digests } = this.store.getState();
    for (const recording of recordings) {
      const fingerprint = digests[recording.id]?.fingerprint;
      if (recording.edited !== undefined || fingerprint === undefined) continue;
      const saved = this.kept.get(keyOf({ recordingId: recording.id, fingerprint }));
      const annotations = saved && editedByAll(recording.annotations, saved.done);
      if (annotations) this.show(recording, annotations, { done: saved.done, undone: [] });
    }
  }
}

const keyOf = ({ recordingId, fingerprint }: Pick<SavedEdits, 'recordingId' | 'fingerprint'>): string =>
  JSON.stringify([recordingId, fingerprint]);

/** The number of the beat that is now where beat `number` was, or of the next one; the last where there is none. */
export function sameBeat(before: Recording, after: Recording, number: number): number {
  const beats = beatsOf(after);
  const sample = beatsOf(before)[number]?.sample;
  if (sample === undefined) return number;
  const next = beats.findIndex((beat) => beat.sample >= sample);
  return Math.max(0, next < 0 ? beats.length - 1 : next);
}

function notKept(name: string, thrown: unknown): LabError {
  return new LabError({
    code: 'edits-not-kept',
    file: name,
    field: 'corrected beats',
    expected: 'to be kept in this browser',
    found: thrown instanceof Error ? thrown.message : String(thrown),
    at: '',
    fix: 'They last until this page is closed: export them as .atr.',
  });
}
