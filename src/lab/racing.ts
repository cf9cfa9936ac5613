/** One press of Train: beats computed where they are missing, handed to the training worker, and its events into the store. */

import type { BackendRequest, SavedRace } from '../../workers/protocol';
import { blockJobOf, representationsIn } from '../datasets/block-job';
import { planExperiment } from '../datasets/plan-experiment';
import type { ExperimentSpec } from '../domain/experiment';
import { problemOf } from '../domain/problem';
import type { Recording } from '../domain/recording';
import type { TaskPlan } from '../domain/task';
import type { RaceCommand, TrainingEvent } from '../domain/training';
import { isFusion } from '../fusion/registry';
import { keyed, recordingsBehind } from './race-blocks';
import { raceDataOf } from './race-data';
import { changeFor, newRace } from './race-events';
import type { LabState, Race, RaceData } from './state';
import { type LabStore, showThrown } from './store';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

/** What a race trains on. */
interface Entry {
  readonly spec: ExperimentSpec;
  readonly plan: TaskPlan;
  readonly recordings: readonly Recording[];
  readonly data: RaceData;
  /** It goes on where the saved race stands. */
  readonly resume: boolean;
}

export class Racing {
  private controller: AbortController | null = null;
  private startedGeneration = -1;
  private starting: Promise<void> | null = null;

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
    private readonly request: BackendRequest,
  ) {}

  /**
   * Starts the engine in its worker and names it, where that has not been done or its worker was ended since. Asked twice
   * at once, it starts once: two self-tests in one worker would take each other's backend away.
   */
  startEngine(): Promise<void> {
    if (this.startedGeneration === this.workers.training.generation) return Promise.resolve();
    this.starting ??= this.start().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  train(): Promise<void> {
    const state = this.store.getState();
    const { spec, recordings } = state;
    return this.race({ spec, ...planExperiment(recordings, spec), data: raceDataOf(state), resume: false });
  }

  cancel(): void {
    if (!this.controller) return;
    this.patch({ status: 'cancelling' });
    this.controller.abort();
  }

  /** Before the first step there is nothing to command. */
  async command(command: RaceCommand): Promise<void> {
    if (this.store.getState().race?.status === 'training') await this.workers.training.run('control', command);
  }

  /** Looks whether a race was interrupted. A browser that keeps nothing has none. */
  async findSaved(): Promise<void> {
    const savedRace = await this.workers.training.run('savedRace', null).catch(() => null);
    if (!this.controller) this.store.setState({ savedRace });
  }

  /** Goes on with the saved race, under its own settings. */
  async continueSaved(): Promise<void> {
    const state = this.store.getState();
    const { savedRace } = state;
    if (!savedRace || this.controller) return;
    const entry = entryOf(savedRace, state);
    this.store.setState({ spec: savedRace.spec });
    await this.race(entry);
  }

  async discardSaved(): Promise<void> {
    this.store.setState({ savedRace: null });
    await this.workers.training.run('discardSaved', null);
  }

  private async race(entry: Entry): Promise<void> {
    if (this.controller) return;
    const controller = new AbortController();
    this.controller = controller;
    const { edition } = this.store.getState();
    const race = newRace(entry.spec, entry.recordings, entry.data, edition);
    this.store.setState({ race, draggedWeights: {}, savedRace: null });
    try {
      await this.prepareAndRace(entry, controller.signal);
      this.patch({ status: 'finished', progress: null });
    } catch (thrown) {
      this.end(thrown, controller.signal);
    } finally {
      this.controller = null;
    }
    if (this.store.getState().race?.status === 'failed') await this.findSaved();
  }

  private end(thrown: unknown, signal: AbortSignal): void {
    if (!(thrown instanceof CancelledError || signal.aborted)) {
      this.patch({ status: 'failed', progress: null, problem: problemOf(thrown) });
      return;
    }
    this.patch({ status: 'cancelled', progress: null });
    // A worker that was ended in the middle of a step could not throw away what it had saved.
    this.discardSaved().catch((failure) => showThrown(this.store, failure));
  }

  private async start(): Promise<void> {
    const { training } = this.workers;
    try {
      const engine = await training.run('start', { request: this.request });
      this.startedGeneration = training.generation;
      this.store.setState({ engine: { status: 'ready', ...engine } });
    } catch (thrown) {
      this.store.setState({ engine: { status: 'failed', problem: problemOf(thrown) } });
      throw thrown;
    }
  }

  private async prepareAndRace(entry: Entry, signal: AbortSignal): Promise<void> {
    const { training } = this.workers;
    this.patch({ phase: 'Starting the engine and testing its gradients' });
    await orCancelled(this.startEngine(), signal);
    const keys = await this.keepBlocks(entry, signal);
    await training.run(
      'race',
      { spec: entry.spec, plan: entry.plan, keys, resume: entry.resume },
      { signal, onProgress: (event) => this.receive(event) },
    );
  }

  /** Computes the blocks that the training worker does not have yet; returns the keys of all. */
  private async keepBlocks({ spec, plan, recordings }: Entry, signal: AbortSignal): Promise<string[]> {
    const { training, representation } = this.workers;
    const ids = representationsIn(spec, isFusion);
    const all = keyed(recordings, plan, spec);
    const keys = all.map(({ key }) => key);
    const missing = new Set(await orCancelled(training.run('missingBlocks', keys), signal));
    let done = all.length - missing.size;
    const tell = (): void => this.patch({ phase: `Computing representations: ${done} of ${all.length} recordings` });
    tell();
    await Promise.all(
      all
        .filter(({ key }) => missing.has(key))
        .map(async ({ recording, key }) => {
          const block = await representation.run('block', blockJobOf(recording, plan, spec, ids), { signal });
          if (signal.aborted) throw new CancelledError();
          await training.run('keepBlock', { key, block });
          done += 1;
          tell();
        }),
    );
    return keys;
  }

  private receive(event: TrainingEvent): void {
    const { race } = this.store.getState();
    if (!race || !this.controller || this.controller.signal.aborted) return;
    if (event.kind === 'engine') this.store.setState({ engine: { status: 'ready', ...event.engine } });
    this.patch(changeFor(event, race));
  }

  private patch(change: Partial<Race>): void {
    this.store.setState(({ race }) => ({ race: race && { ...race, ...change } }));
  }
}

/** Throws `LabError` where its recordings are not open. */
function entryOf({ spec, keys }: SavedRace, state: LabState): Entry {
  const planned = planExperiment(state.recordings, spec);
  const recordings = recordingsBehind(keys, planned.recordings, planned.plan, spec);
  // More may be open now than it was started with.
  const isOfAll = recordings.length === planned.recordings.length;
  const data = raceDataOf(state, isOfAll ? state.recordings : recordings);
  return { spec, plan: planned.plan, recordings, data, resume: true };
}

/** For what cannot be cancelled itself: it goes on, but nobody waits for it. */
function orCancelled<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new CancelledError()), { once: true });
    promise.then(resolve, reject);
  });
}
