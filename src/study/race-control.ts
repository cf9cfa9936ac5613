/** What a person does to a race that runs: the race asks before each step whether it may take it. */

import type { RaceCommand } from '../domain/training';

type Change = Extract<RaceCommand, { readonly kind: 'changeLearningRate' | 'changeClassWeighting' }>;

/** `one-step` and `one-epoch` turn to `paused` when that is done. */
type Mode = 'running' | 'paused' | 'one-step' | 'one-epoch';

export class RaceControl {
  private mode: Mode = 'running';
  /** The step of `one-step` was taken. */
  private stepped = false;
  private stopping = false;
  private changes: Change[] = [];
  private wake: (() => void) | null = null;

  send(command: RaceCommand): void {
    switch (command.kind) {
      case 'pause':
        this.mode = 'paused';
        break;
      case 'resume':
        this.mode = 'running';
        break;
      case 'step':
        this.mode = 'one-step';
        this.stepped = false;
        break;
      case 'epoch':
        this.mode = 'one-epoch';
        break;
      case 'stop':
        this.stopping = true;
        break;
      default:
        this.changes.push(command);
    }
    this.wake?.();
  }

  /** Training is to end, and what is there to be judged. */
  get isStopping(): boolean {
    return this.stopping;
  }

  get isPaused(): boolean {
    return this.mode === 'paused' && !this.stopping;
  }

  /** Whether it runs on after the next step. */
  get isRunning(): boolean {
    return this.mode === 'running' || this.mode === 'one-epoch';
  }

  /** Whether a step may be taken now. A single one that was asked for is spent by asking. */
  takeStep(): boolean {
    if (this.mode !== 'one-step') return this.mode !== 'paused';
    if (this.stepped) this.mode = 'paused';
    this.stepped = true;
    return this.mode === 'one-step';
  }

  /** Every strategy has finished its epoch. */
  endRound(): void {
    if (this.mode === 'one-epoch') this.mode = 'paused';
  }

  /** The changes that were asked for since the last call. */
  takeChanges(): readonly Change[] {
    const { changes } = this;
    this.changes = [];
    return changes;
  }

  /** Resolves with the next command; rejects with the signal's reason when aborted. One may wait at a time. */
  next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => settle(() => reject(signal?.reason));
      const settle = (act: () => void): void => {
        this.wake = null;
        signal?.removeEventListener('abort', abort);
        act();
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort);
      this.wake = () => settle(resolve);
    });
  }
}
