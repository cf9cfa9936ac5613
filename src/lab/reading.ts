/** Files and the built-in cohort into recordings of the store. */

import type { GivenFile, IngestEvent, SentGrowing, SentRecording } from '../../workers/protocol';
import { hasGivenSplit } from '../datasets/given-split';
import { looksLikeMitBih } from '../datasets/mit-bih';
import { annotationsIn } from '../domain/annotation-columns';
import { beatsOf, type Recording } from '../domain/recording';
import { type Arrival, besideNamesakes } from './namesakes';
import type { BeatSelection, Growing } from './state';
import { type LabStore, showProblem, showThrown } from './store';
import { UnansweredRates } from './unanswered-rates';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

/** A task of the page posts so many files at most, in about 2 ms. */
const FILES_A_PIECE = 16;

/** Recordings that arrive within this time are shown together: the page is drawn anew once, not for each of them. */
const SHOW_EVERY_MILLISECONDS = 100;

export class Reading {
  private controller: AbortController | null = null;
  /** Recordings that are not shown yet. */
  private arrived: Arrival[] = [];
  private showing: ReturnType<typeof setTimeout> | undefined;
  private shownAt = Number.NEGATIVE_INFINITY;
  private readonly unanswered = new UnansweredRates();

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
  ) {}

  async openFiles(files: readonly GivenFile[], samplingRateHz: Readonly<Record<string, number>> = {}): Promise<void> {
    await this.read(async (signal, onEvent) => {
      await this.give(files, signal);
      const onProgress = (event: IngestEvent): void => {
        if (event.kind === 'problem' && event.problem.code === 'sampling-rate-needed')
          this.ask(event.problem.file, files);
        else onEvent(event);
      };
      await this.workers.ingest.run('open', { samplingRateHz }, { signal, onProgress });
    });
  }

  async openBuiltinCohort(): Promise<void> {
    this.cancel();
    this.store.setState({
      source: 'builtin',
      recordings: [],
      digests: {},
      edits: {},
      pointedAt: null,
      selection: null,
      preview: null,
      classProfiles: null,
      looksLikeMitBih: false,
      hasGivenSplit: false,
    });
    this.chooseRule('patient');
    await this.read((signal, onEvent) => this.workers.ingest.run('cohort', null, { signal, onProgress: onEvent }));
  }

  /** Opens the files behind these questions with the rate that the person gave for all of them. */
  answer(paths: readonly string[], samplingRateHz: number): Promise<void> {
    const files = this.unanswered.take(paths);
    this.store.setState({ samplingRateQuestions: this.unanswered.paths });
    if (files.length === 0) return Promise.resolve();
    return this.openFiles(files, Object.fromEntries(paths.map((path) => [path, samplingRateHz])));
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

  /** What was read before stays. */
  cancel(): void {
    this.showArrived();
    this.putGrowingAway();
    this.controller?.abort();
  }

  private async give(files: readonly GivenFile[], signal: AbortSignal): Promise<void> {
    // Not in the task in which the browser made the files' objects: that one is long enough.
    await new Promise((resolve) => setTimeout(resolve));
    for (let at = 0; at === 0 || at < files.length; at += FILES_A_PIECE) {
      const piece = files.slice(at, at + FILES_A_PIECE);
      await this.workers.ingest.run('give', { files: piece, first: at === 0 }, { signal });
    }
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
      if (this.controller === controller) {
        this.showArrived();
        this.putGrowingAway();
        this.store.setState({ reading: null });
      }
    }
  }

  private receive(event: IngestEvent): void {
    if (event.kind === 'problem') {
      this.putGrowingAway();
      showProblem(this.store, event.problem);
    } else if (event.kind === 'found') this.store.setState({ reading: { found: event.total, done: 0, name: '' } });
    else if (event.kind === 'growing') this.show(event.growing);
    else if (event.kind === 'grew') this.grow({ readSeconds: event.readSeconds });
    else if (event.kind === 'finding-beats') this.grow({ findingBeats: true });
    else this.receiveRecording({ recording: opened(event.recording), digest: event.digest });
  }

  /** In place of the cohort only: what a person has opened stays in view. */
  private show({ recording, durationSeconds, pyramids }: SentGrowing): void {
    if (this.store.getState().source !== 'builtin' || this.arrived.length > 0) return;
    const shown = opened(recording);
    this.store.setState(({ selection, reading }) => ({
      growing: { recording: shown, durationSeconds, readSeconds: 0, pyramids, findingBeats: false },
      selection: firstSelection([shown]) ?? selection,
      // That of a virtual patient would be taken for one of this recording.
      preview: null,
      reading: reading && { ...reading, name: shown.name },
    }));
  }

  private grow(change: Partial<Growing>): void {
    this.store.setState(({ growing }) => ({ growing: growing && { ...growing, ...change } }));
  }

  /** Nothing is left of a recording that was seen and did not arrive. */
  private putGrowingAway(): void {
    const { growing, recordings, selection } = this.store.getState();
    if (!growing) return;
    const isOpen = recordings.some(({ id }) => id === selection?.recordingId);
    this.store.setState({ growing: null, selection: isOpen ? selection : firstSelection(recordings) });
  }

  private receiveRecording(arrival: Arrival): void {
    this.arrived.push(arrival);
    const wait = Math.max(0, this.shownAt + SHOW_EVERY_MILLISECONDS - performance.now());
    this.showing ??= setTimeout(() => this.showArrived(), wait);
  }

  private showArrived(): void {
    clearTimeout(this.showing);
    this.showing = undefined;
    const { arrived } = this;
    const latest = arrived.at(-1);
    if (!latest) return;
    this.arrived = [];
    this.shownAt = performance.now();
    this.store.setState(({ reading }) => ({
      reading: reading && { ...reading, done: reading.done + arrived.length, name: latest.recording.name },
    }));
    this.add(arrived);
    this.putGrowingAway();
  }

  /** The first files that are read take the place of the built-in cohort; the same ECG under the same id replaces the old. */
  private add(arrivals: readonly Arrival[]): void {
    const { source, recordings } = this.store.getState();
    const arriveFromFiles = source === 'builtin' && arrivals.some(({ recording }) => !recording.synthetic);
    const digests = arriveFromFiles ? {} : { ...this.store.getState().digests };
    const arrived = arrivals.map((arrival) => {
      const { recording, digest } = besideNamesakes(arrival, digests);
      digests[recording.id] = digest;
      return recording;
    });
    const ids = new Set(arrived.map(({ id }) => id));
    const kept = arriveFromFiles ? [] : recordings.filter(({ id }) => !ids.has(id));
    if (arriveFromFiles) {
      const { selection } = this.store.getState();
      // A beat that was chosen, or shown, while its recording was still being read.
      const kept = selection && ids.has(selection.recordingId) ? selection : null;
      this.store.setState({ source: 'files', selection: kept, preview: null, classProfiles: null });
    }
    this.store.setState({ digests });
    this.take([...kept, ...arrived]);
    const { selection } = this.store.getState();
    if (!selection) this.store.setState({ selection: firstSelection(arrived) });
  }

  private take(recordings: readonly Recording[]): void {
    const { source, digests, edits } = this.store.getState();
    const isMitBih = source === 'files' && looksLikeMitBih(recordings.map(({ name }) => name));
    const isGiven = hasGivenSplit(recordings);
    const ids = new Set(recordings.map(({ id }) => id));
    this.store.setState({
      recordings,
      digests: only(ids, digests),
      edits: only(ids, edits),
      looksLikeMitBih: isMitBih,
      hasGivenSplit: isGiven,
      classProfiles: null,
    });
    // DS1 -> DS2 means nothing for other recordings.
    const { rule } = this.store.getState().spec.split;
    if (!isMitBih && rule.startsWith('aami')) this.chooseRule('patient');
    // While a folder is read, only one of the two tables may be there.
    if (!isGiven && rule === 'given' && !this.store.getState().reading) {
      this.chooseRule(recordings.some(({ excerptSamples }) => excerptSamples !== undefined) ? 'beat' : 'patient');
    }
  }

  private chooseRule(rule: 'patient' | 'beat'): void {
    this.store.setState(({ spec }) => ({ spec: { ...spec, split: { ...spec.split, rule } } }));
  }

  private ask(path: string, files: readonly GivenFile[]): void {
    this.unanswered.ask(path, files);
    this.store.setState({ samplingRateQuestions: this.unanswered.paths });
  }
}

function opened(recording: SentRecording): Recording {
  return { ...recording, annotations: annotationsIn(recording.annotations) };
}

/** What belongs to recordings that are open. */
function only<Value>(ids: ReadonlySet<string>, byId: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(byId).filter(([id]) => ids.has(id)));
}

/** A beat to look at first: the first ectopic one after a few normal ones, for it shows most; else any. */
function firstSelection(recordings: readonly Recording[]): BeatSelection | null {
  for (const recording of recordings) {
    const beats = beatsOf(recording);
    if (beats.length === 0 && recording.excerptSamples !== undefined)
      return { recordingId: recording.id, beatNumber: 0 };
    if (beats.length === 0) continue;
    const ectopic = beats.findIndex(({ beatClass }, index) => index >= 3 && beatClass !== 'N' && beatClass !== 'Q');
    return { recordingId: recording.id, beatNumber: ectopic >= 0 ? ectopic : Math.min(3, beats.length - 1) };
  }
  return null;
}
