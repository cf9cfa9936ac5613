/** One press of "Measure": the models timed by the training worker, row by row into the store. */

import { problemOf } from '../domain/problem';
import type { Racing } from './racing';
import type { LabStore } from './store';
import type { LabWorkers } from './workers';

export class SpeedTesting {
  constructor(
    private readonly store: LabStore,
    private readonly workers: LabWorkers,
    private readonly racing: Racing,
  ) {}

  /** Does nothing while it runs already, or while a race would disturb it. */
  async measure(): Promise<void> {
    const { speed, race } = this.store.getState();
    if (speed.status === 'measuring' || (race && RACING.has(race.status))) return;
    this.store.setState({ speed: { status: 'measuring', rows: [], problem: '' } });
    try {
      await this.racing.startEngine();
      await this.workers.training.run('speed', null, {
        onProgress: (row) =>
          this.store.setState(({ speed: { rows } }) => ({
            speed: { status: 'measuring', rows: [...rows, row], problem: '' },
          })),
      });
      this.store.setState(({ speed: { rows } }) => ({ speed: { status: 'measured', rows, problem: '' } }));
    } catch (thrown) {
      const problem = problemOf(thrown).message;
      this.store.setState(({ speed: { rows } }) => ({ speed: { status: 'failed', rows, problem } }));
    }
  }
}

const RACING: ReadonlySet<string> = new Set(['preparing', 'training', 'cancelling']);
