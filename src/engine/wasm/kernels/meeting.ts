/** Where threads that share the memory wait for each other. A binary without threads has the names and no code. */

/** How often a thread looks before it sleeps: waking one takes longer than most kernels do. */
const LOOKS: i32 = 4000;

@unmanaged
export class Meeting {
  arrived: i32;
  round: i32;
}

/** Returns when all `threads` threads have come. */
export function meet(meeting: usize, threads: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  const round = meeting + offsetof<Meeting>('round');
  const known = atomic.load<i32>(round);
  if (atomic.add<i32>(meeting, 1) < threads - 1) {
    awaitChange(round, known);
    return;
  }
  atomic.store<i32>(meeting, 0);
  atomic.add<i32>(round, 1);
  atomic.notify(round);
}

/** Sleeps until the word at `at` is another than `known`. */
export function awaitChange(at: usize, known: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let look = 0; look < LOOKS; look++) {
    if (atomic.load<i32>(at) != known) return;
  }
  while (atomic.load<i32>(at) == known) atomic.wait<i32>(at, known, -1);
}
