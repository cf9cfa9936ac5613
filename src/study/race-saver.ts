/** Keeps the checkpoints of a race while it runs, without holding it up: of those that come during a write only the newest counts. */

import { type Problem, problemOf } from '../domain/problem';
import type { CheckpointStore } from './checkpoint-store';
import type { RaceCheckpoint } from './race-checkpoint';

export class RaceSaver {
  private waiting: RaceCheckpoint | null = null;
  private writing: Promise<void> | null = null;
  private hasTold = false;

  constructor(
    private readonly store: CheckpointStore,
    /** Told once where checkpoints cannot be kept; the race goes on. */
    private readonly onProblem: (problem: Problem) => void,
  ) {}

  offer(checkpoint: RaceCheckpoint): void {
    this.waiting = checkpoint;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
    });
  }

  /** Resolves when what was offered has been written, or could not be. */
  async settle(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting) {
      const checkpoint = this.waiting;
      this.waiting = null;
      try {
        await this.store.save(checkpoint);
      } catch (thrown) {
        if (!this.hasTold) this.onProblem(problemOf(thrown));
        this.hasTold = true;
      }
    }
  }
}
