/** A program run by threads that share the memory: the first leads, the others serve. */

import { awaitChange, meet } from './meeting';
import { run } from './run';

/** What the leader posts. */
@unmanaged
class Post {
  /** Counts what was posted. */
  number: i32;
  program: usize;
  calls: i32;
  step: usize;
  threads: i32;
  arrived: i32;
  round: i32;
  done: i32;
  broken: i32;
}

/**
 * Runs the program. Returns true when every thread has done its share, false where one of them stopped: nothing in the memory can be
 * trusted then. Where `threads` is 1 nobody else is asked.
 */
export function lead(at: usize, program: usize, calls: i32, step: usize, threads: i32): bool {
  const post = changetype<Post>(at);
  const meeting = at + offsetof<Post>('arrived');
  if (ASC_FEATURE_THREADS && threads > 1) {
    post.program = program;
    post.calls = calls;
    post.step = step;
    post.threads = threads;
    atomic.add<i32>(at, 1);
    atomic.notify(at);
  }
  if (!run(program, calls, step, meeting, 0, threads)) return false;
  return threads == 1 || meet(meeting, 0, threads);
}

/** Does the share of thread `thread` of every program that is posted after post `known`. Never returns. */
export function serve(at: usize, thread: i32, known: i32): void {
  const post = changetype<Post>(at);
  const meeting = at + offsetof<Post>('arrived');
  while (ASC_FEATURE_THREADS) {
    awaitChange(at, known);
    known++;
    run(post.program, post.calls, post.step, meeting, thread, post.threads);
    meet(meeting, thread, post.threads);
  }
}
