/** Where threads that share the memory wait for each other. A binary without threads has the names and no code. */

/** How often a thread looks before it sleeps: waking one takes longer than most kernels do. */
const LOOKS: i32 = 4000;
/** How long the leader sleeps before it looks after the others. */
const NAP_MILLISECONDS: f64 = 100;
/**
 * Naps in which the others did nothing after which they are given up. A piece of a kernel takes milliseconds; and naps are counted,
 * not the time, because a laptop that was closed comes back with its threads.
 */
const PATIENCE: i32 = 15;

/**
 * Sleeps until another thread notifies of the word at `at`, and not at all where that is another than `known`. Returns true after
 * `milliseconds` in vain. It is JavaScript's `Atomics.wait`: after WebAssembly's own instruction the code that V8 11.3 (Node 20) makes
 * at first has wrong values in local variables.
 */
// @ts-expect-error: AssemblyScript names an import by a decorator of a function, which TypeScript refuses.
@external('env', 'sleep')
declare function sleep(at: usize, known: i32, milliseconds: f64): bool;

@unmanaged
export class Meeting {
  arrived: i32;
  round: i32;
  /** Counts the pieces that all but the leader have done. */
  done: i32;
  /** Set by a thread that breaks off. */
  broken: i32;
}

/** Returns true when all `threads` threads have come. Thread 0, the leader, returns false where one of them never will. */
export function meet(meeting: usize, thread: i32, threads: i32): bool {
  if (!ASC_FEATURE_THREADS) return true;
  const round = meeting + offsetof<Meeting>('round');
  const known = atomic.load<i32>(round);
  if (atomic.add<i32>(meeting, 1) < threads - 1) {
    if (thread == 0) return awaitOthers(meeting, known);
    awaitChange(round, known);
    return true;
  }
  atomic.store<i32>(meeting, 0);
  atomic.add<i32>(round, 1);
  atomic.notify(round);
  return true;
}

/** Tells the leader that this thread still does something. */
export function countPiece(meeting: usize): void {
  atomic.add<i32>(meeting + offsetof<Meeting>('done'), 1);
}

function awaitOthers(meeting: usize, known: i32): bool {
  const round = meeting + offsetof<Meeting>('round');
  const done = meeting + offsetof<Meeting>('done');
  for (let look = 0; look < LOOKS; look++) {
    if (atomic.load<i32>(round) != known) return true;
  }
  let seen = atomic.load<i32>(done);
  let idle = 0;
  while (atomic.load<i32>(round) == known) {
    if (atomic.load<i32>(meeting + offsetof<Meeting>('broken')) || idle == PATIENCE) return false;
    if (!sleep(round, known, NAP_MILLISECONDS)) continue;
    const now = atomic.load<i32>(done);
    idle = now == seen ? idle + 1 : 0;
    seen = now;
  }
  return true;
}

/** Sleeps until the word at `at` is another than `known`. */
export function awaitChange(at: usize, known: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let look = 0; look < LOOKS; look++) {
    if (atomic.load<i32>(at) != known) return;
  }
  while (atomic.load<i32>(at) == known) sleep(at, known, Infinity);
}
