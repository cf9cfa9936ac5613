/** Files and the built-in cohort into recordings of the store. */

import type { IngestEvent } from '../../workers/protocol';
import { looksLikeMitBih } from '../datasets/mit-bih';
import { beatsOf, type Recording } from '../domain/recording';
import type { BeatSelection } from './state';
import { type LabStore, showProblem, showThrown } from './store';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

type GivenFile = { readonly path: string; readonly file: File };

export class Reading {
  private controller: AbortController | null = null;
  /** Files that wait for the person to say their sampling rate, by path. */
  private readonly unanswered = new Map<string, GivenFile>();

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
  ) {}

  async openFiles(files: readonly GivenFile[], samplingRateHz: Readonly<Record<string, number>> = {}): Promise<void> {
    await this.read((signal, onEvent) =>
      this.workers.ingest.run(
        'open',
        { files, options: { samplingRateHz } },
        {
          signal,
          onProgress: (event) => {
            if (event.kind === 'problem' && event.problem.code === 'sampling-rate-needed')
              this.ask(event.problem.file, files);
            else onEvent(event);
          },
        },
      ),
    );
  }

  async openBuiltinCohort(): Promise<void> {
    this.cancel();
    this.store.setState({
      source: 'builtin',
      recordings: [],
      selection: null,
      preview: null,
      classProfiles: null,
      looksLikeMitBih: false,
    });
    this.chooseRule('patient');
    await this.read((signal, onEvent) => this.workers.ingest.run('cohort', null, { signal, onProgress: onEvent }));
  }

  answer(path: string, samplingRateHz: number): Promise<void> {
    const given = this.unanswered.get(path);
    this.unanswered.delete(path);
    this.store.setState(({ samplingRateQuestions }) => ({
      samplingRateQuestions: samplingRateQuestions.filter((each) => each !== path),
    }));
    return given ? this.openFiles([given], { [path]: samplingRateHz }) : Promise.resolve();
  }

  close(id: string): void {
    const recordings = this.store.getState().recordings.filter((recording) => recording.id !== id);
    if (recordings.length === 0) {
      void this.openBuiltinCohort();
      return;
    }
    this.take(recordings);
    const { selection } = this.store.getState();
    if (selection?.recordingId === id) this.store.setState({ selection: firstSelection(recordings) });
  }

  cancel(): void {
    this.controller?.abort();
  }

  private async read(
    start: (signal: AbortSignal, onEvent: (event: IngestEvent) => void) => Promise<void>,
  ): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.controller = controller;
    this.store.setState({ reading: { found: 0, done: 0, name: '' } });
    try {
      await start(controller.signal, (event) => !controller.signal.aborted && this.receive(event));
    } catch (thrown) {
      if (!(thrown instanceof CancelledError)) showThrown(this.store, thrown);
    } finally {
      if (this.controller === controller) this.store.setState({ reading: null });
    }
  }

  private receive(event: IngestEvent): void {
    if (event.kind === 'problem') showProblem(this.store, event.problem);
    else if (event.kind === 'found') this.store.setState({ reading: { found: event.total, done: 0, name: '' } });
    else this.receiveRecording(event.recording);
  }

  private receiveRecording(recording: Recording): void {
    const { reading } = this.store.getState();
    if (reading) this.store.setState({ reading: { ...reading, done: reading.done + 1, name: recording.name } });
    this.add(recording);
  }

  /** The first file that is read takes the place of the built-in cohort; one with the same id replaces the old. */
  private add(recording: Recording): void {
    const { source, recordings } = this.store.getState();
    const arrivesFromFile = !recording.synthetic && source === 'builtin';
    const kept = arrivesFromFile ? [] : recordings.filter(({ id }) => id !== recording.id);
    if (arrivesFromFile) this.store.setState({ source: 'files', selection: null, preview: null, classProfiles: null });
    this.take([...kept, recording]);
    const { selection } = this.store.getState();
    if (!selection) this.store.setState({ selection: firstSelection([recording]) });
  }

  private take(recordings: readonly Recording[]): void {
    const { source } = this.store.getState();
    const isMitBih = source === 'files' && looksLikeMitBih(recordings.map(({ name }) => name));
    this.store.setState({ recordings, looksLikeMitBih: isMitBih, classProfiles: null });
    // DS1 -> DS2 means nothing for other recordings.
    if (!isMitBih && this.store.getState().spec.split.rule.startsWith('aami')) this.chooseRule('patient');
  }

  private chooseRule(rule: 'patient'): void {
    this.store.setState(({ spec }) => ({ spec: { ...spec, split: { ...spec.split, rule } } }));
  }

  private ask(path: string, files: readonly GivenFile[]): void {
    const given = files.find((file) => file.path === path);
    if (!given) return;
    this.unanswered.set(path, given);
    this.store.setState(({ samplingRateQuestions }) => ({
      samplingRateQuestions: [...samplingRateQuestions.filter((each) => each !== path), path],
    }));
  }
}

/** A beat to look at first: the first ectopic one after a few normal ones, for it shows most; else any. */
function firstSelection(recordings: readonly Recording[]): BeatSelection | null {
  for (const recording of recordings) {
    const beats = beatsOf(recording);
    if (beats.length === 0) continue;
    const ectopic = beats.findIndex(({ beatClass }, index) => index >= 3 && beatClass !== 'N' && beatClass !== 'Q');
    return { recordingId: recording.id, beatNumber: ectopic >= 0 ? ectopic : Math.min(3, beats.length - 1) };
  }
  return null;
}
