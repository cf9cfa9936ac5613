/** A time by which something must be done; what is not goes on unheard. */

/** The time is up. */
export class OutOfTimeError extends Error {
  constructor(seconds: number) {
    super(`not done within ${seconds} s`);
    this.name = 'OutOfTimeError';
  }
}

export class Deadline {
  private readonly until: number;

  constructor(
    private readonly seconds: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.until = performance.now() + 1000 * seconds;
  }

  get secondsLeft(): number {
    return Math.max(0, (this.until - performance.now()) / 1000);
  }

  /** Nobody waits any more. */
  get isOver(): boolean {
    return this.secondsLeft === 0 || this.signal?.aborted === true;
  }

  /** What `work` resolves with. Rejects with `OutOfTimeError` when time is up, with the signal's reason when aborted. */
  async within<Value>(work: Promise<Value>): Promise<Value> {
    const { signal } = this;
    signal?.throwIfAborted();
    let stopWaiting: () => void = () => undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const abort = (): void => reject(signal?.reason);
      // A timer counts whole milliseconds and may fire up to one early; who is told that time is up finds it so.
      const wait = Math.ceil(1000 * this.secondsLeft) + 1;
      const timer = setTimeout(() => reject(new OutOfTimeError(this.seconds)), wait);
      signal?.addEventListener('abort', abort);
      stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
    });
    try {
      return await Promise.race([work, tooLate]);
    } finally {
      stopWaiting();
    }
  }
}
