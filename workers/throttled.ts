import type { TrainingEvent } from '../src/domain/training';

/** Progress is for the eye: ten times a second is enough, and the page stays smooth. */
const PROGRESS_MILLISECONDS = 100;

/** Passes every event on but progress that comes too soon after the last; of what was held back the newest goes before any other event. */
export function throttled(onEvent: (event: TrainingEvent) => void): (event: TrainingEvent) => void {
  let last = Number.NEGATIVE_INFINITY;
  let held: TrainingEvent | null = null;
  return (event) => {
    if (event.kind === 'progress' && performance.now() - last < PROGRESS_MILLISECONDS) {
      held = event;
      return;
    }
    if (event.kind === 'progress') last = performance.now();
    else if (held) onEvent(held);
    held = null;
    onEvent(event);
  };
}
