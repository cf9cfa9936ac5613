/** Runs what was asked last, at most once in `intervalMs`: the first at once, the newest of the rest when its time comes. */
export interface LatestWins {
  request(run: () => void): void;
  /** Forgets what is waiting. */
  cancel(): void;
}

export function createLatestWins(intervalMs: number, now: () => number = () => performance.now()): LatestWins {
  let waiting: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = Number.NEGATIVE_INFINITY;

  const runNow = (run: () => void): void => {
    last = now();
    run();
  };
  const fire = (): void => {
    timer = null;
    const run = waiting;
    waiting = null;
    if (run) runNow(run);
  };
  return {
    request(run) {
      if (timer !== null) {
        waiting = run;
        return;
      }
      const remaining = last + intervalMs - now();
      if (remaining <= 0) return runNow(run);
      waiting = run;
      timer = setTimeout(fire, remaining);
    },
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = null;
    },
  };
}
