/** What changes from step to step, and how a batch is cut into pieces. */

@unmanaged
export class Step {
  /** Beats in this batch. */
  count: i32;
  /** Optimiser steps, this one included; dropout depends on it. */
  number: u32;
  /** Learning rate with Adam's bias correction. */
  rate: f32;
  /** Learning rate times weight decay. */
  decay: f32;
  /** Largest norm of the gradient. */
  clip: f32;
}

/** A batch is always cut into as many pieces, however many threads share them: so a seed gives the same bits on every machine. */
export const PIECES: i32 = 8;

let current: usize = 0;

export function beginStep(step: usize): void {
  current = step;
}

export function step(): Step {
  return changetype<Step>(current);
}

/** Where a piece begins among `count` beats; it ends where the next begins. */
export function beginOf(piece: i32, count: i32): i32 {
  return (count * piece) / PIECES;
}
