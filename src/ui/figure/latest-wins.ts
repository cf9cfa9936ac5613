/** Runs one thing at a time, at most once in `intervalMs`: the first at once, then only the newest of those that came meanwhile. */
export interface LatestWins {
  /** `run` does not reject. */
  request(run: () => Promise<void>): void;
  /** Forgets what is waiting. */
  cancel(): void;
}

export function createLatestWins(intervalMs: number): LatestWins {
  let waiting: (() => Promise<void>) | null = null;
  let busy = false;

  const start = async (first: () => Promise<void>): Promise<void> => {
    busy = true;
    for (let next: (() => Promise<void>) | null = first; next; ) {
      await Promise.all([next(), pause(intervalMs)]);
      next = waiting;
      waiting = null;
    }
    busy = false;
  };
  return {
    request(run) {
      if (busy) waiting = run;
      else void start(run);
    },
    cancel() {
      waiting = null;
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
