/** One press of Train: beats computed where they are missing, handed to the training worker, and its events into the store. */

import type { BackendRequest, RaceInput } from '../../workers/protocol';
import { blockJobOf, representationsIn } from '../datasets/block-job';
import type { ExperimentSpec } from '../domain/experiment';
import { problemOf } from '../domain/problem';
import type { Recording } from '../domain/recording';
import type { Curves, TrainingEvent } from '../domain/training';
import { isFusion } from '../fusion/registry';
import type { Race } from './state';
import type { LabStore } from './store';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

const NO_CURVES: Curves = { trainLoss: [], trainAccuracy: [], validationLoss: [], validationAccuracy: [] };

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

  async train(): Promise<void> {
    if (this.controller) return;
    const controller = new AbortController();
    this.controller = controller;
    const { spec, recordings } = this.store.getState();
    this.store.setState({ race: newRace(spec, recordings), draggedWeights: {} });
    try {
      await this.prepareAndRace(spec, recordings, controller.signal);
      this.patch({ status: 'finished', progress: null });
    } catch (thrown) {
      const wasCancelled = thrown instanceof CancelledError || controller.signal.aborted;
      this.patch(
        wasCancelled
          ? { status: 'cancelled', progress: null }
          : { status: 'failed', progress: null, problem: problemOf(thrown) },
      );
    } finally {
      this.controller = null;
    }
  }

  cancel(): void {
    if (!this.controller) return;
    this.patch({ status: 'cancelling' });
    this.controller.abort();
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

  private async prepareAndRace(
    spec: ExperimentSpec,
    recordings: readonly Recording[],
    signal: AbortSignal,
  ): Promise<void> {
    const { training } = this.workers;
    this.patch({ phase: 'Starting the engine and testing its gradients' });
    await orCancelled(this.startEngine(), signal);
    const keys = await this.keepBlocks(spec, recordings, signal);
    await training.run('race', { spec, keys } satisfies RaceInput, {
      signal,
      onProgress: (event) => this.receive(event),
    });
  }

  /** Computes the blocks that the training worker does not have yet; returns the keys of all. */
  private async keepBlocks(
    spec: ExperimentSpec,
    recordings: readonly Recording[],
    signal: AbortSignal,
  ): Promise<string[]> {
    const { training, representation } = this.workers;
    const ids = representationsIn(spec, isFusion);
    const keyed = recordings.map((recording) => ({ recording, key: blockKey(recording, spec, ids) }));
    const keys = keyed.map(({ key }) => key);
    const missing = new Set(await orCancelled(training.run('missingBlocks', keys), signal));
    let done = keyed.length - missing.size;
    const tell = (): void => this.patch({ phase: `Computing representations: ${done} of ${keyed.length} recordings` });
    tell();
    await Promise.all(
      keyed
        .filter(({ key }) => missing.has(key))
        .map(async ({ recording, key }) => {
          const block = await representation.run('block', blockJobOf(recording, spec, ids), { signal });
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
    this.patch(changeFor(event, race));
  }

  private patch(change: Partial<Race>): void {
    this.store.setState(({ race }) => ({ race: race && { ...race, ...change } }));
  }
}

/** For what cannot be cancelled itself: it goes on, but nobody waits for it. */
function orCancelled<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new CancelledError()), { once: true });
    promise.then(resolve, reject);
  });
}

/** What an event changes of the race that is shown. */
function changeFor(event: TrainingEvent, race: Race): Partial<Race> {
  switch (event.kind) {
    case 'phase':
      return { phase: event.phase };
    case 'planned':
      return {
        status: 'training',
        backend: event.backend,
        planned: event.strategies,
        split: event.split,
        epochs: event.epochs,
      };
    case 'progress':
      return { progress: event, phase: `Training ${event.training}: epoch ${event.epoch} of ${race.epochs}` };
    case 'epoch':
      return { curves: { ...race.curves, [event.strategy]: grown(race.curves[event.strategy] ?? NO_CURVES, event) } };
    case 'result':
      return { results: [...race.results, event.result] };
  }
}

function newRace(spec: ExperimentSpec, recordings: readonly Recording[]): Race {
  return {
    spec,
    status: 'preparing',
    phase: 'Preparing',
    synthetic: recordings.some((recording) => recording.synthetic),
    backend: '',
    epochs: spec.training.epochs,
    planned: [],
    split: null,
    curves: {},
    progress: null,
    results: [],
    problem: null,
  };
}

function grown(curves: Curves, point: TrainingEvent & { kind: 'epoch' }): Curves {
  return {
    trainLoss: [...curves.trainLoss, point.trainLoss],
    trainAccuracy: [...curves.trainAccuracy, point.trainAccuracy],
    validationLoss: [...curves.validationLoss, point.validationLoss],
    validationAccuracy: [...curves.validationAccuracy, point.validationAccuracy],
  };
}

/** Everything that a block depends on. Two recordings never share an id, and an opened file with an old id replaces it: so
 * annotations and samples are counted in too. */
function blockKey(recording: Recording, spec: ExperimentSpec, ids: readonly string[]): string {
  const parameters = ids.map((id) => [id, spec.representations[id]]);
  const { id, annotations, leads } = recording;
  return JSON.stringify([
    id,
    annotations.length,
    leads.map((lead) => lead.digital.length),
    spec.leads,
    spec.conditioning,
    parameters,
  ]);
}
