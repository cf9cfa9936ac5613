/** One press of "Measure": the models timed by the training worker, row by row into the store. */

import type { SpeedEvent } from '../../workers/protocol';
import { problemOf } from '../domain/problem';
import type { Racing } from './racing';
import type { SpeedState } from './state';
import { type LabStore, NO_SPEED } from './store';
import { CancelledError } from './worker-client';
import type { LabWorkers } from './workers';

export class SpeedTesting {
  private controller: AbortController | null = null;
  private measuring: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
    private readonly racing: Racing,
  ) {}

  /** Does nothing while it runs already, or while a race would disturb it. */
  measure(): Promise<void> {
    const { race } = this.store.getState();
    if (this.controller || (race && RACING.has(race.status))) return Promise.resolve();
    const controller = new AbortController();
    this.controller = controller;
    this.measuring = this.run(controller.signal).finally(() => {
      this.controller = null;
    });
    return this.measuring;
  }

  /** Resolves when nothing of it runs in the worker any more. */
  cancel(): Promise<void> {
    this.controller?.abort();
    return this.measuring;
  }

  private async run(signal: AbortSignal): Promise<void> {
    this.store.setState({ speed: { ...NO_SPEED, status: 'measuring' } });
    try {
      await this.racing.startEngine();
      const { engine } = this.store.getState();
      this.patch({ label: engine.status === 'ready' ? engine.label : '' });
      await this.workers.training.run('speed', null, { signal, onProgress: (event) => this.receive(event) });
      this.patch({ status: 'measured', doing: null });
    } catch (thrown) {
      const isCancel = thrown instanceof CancelledError;
      this.patch({
        status: isCancel ? 'cancelled' : 'failed',
        doing: null,
        problem: isCancel ? '' : problemOf(thrown).message,
      });
    }
  }

  private receive(event: SpeedEvent): void {
    const { rows, leftOut } = this.store.getState().speed;
    if (event.kind === 'phase') this.patch({ doing: event });
    else if (event.kind === 'row') this.patch({ rows: [...rows, event.row] });
    else this.patch({ leftOut: [...leftOut, event] });
  }

  private patch(change: Partial<SpeedState>): void {
    this.store.setState(({ speed }) => ({ speed: { ...speed, ...change } }));
  }
}

const RACING: ReadonlySet<string> = new Set(['preparing', 'training', 'cancelling']);
