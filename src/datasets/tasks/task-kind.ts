import type { Recording } from '../../domain/recording';
import type { ExampleClass, Task, TaskPlan } from '../../domain/task';

/** The label of an example that is left out; of a beat, its R peak still counts for the rhythm of its neighbours. */
export const LEFT_OUT = 255;

/** The examples of one recording. */
export interface Examples {
  /** `[example]` on the annotation time base; null where they are the beats, or the excerpts, of the recording. */
  readonly centreSamples: Float64Array | null;
  /** `[example]` index into the classes of the task, or `LEFT_OUT`. */
  readonly labels: Uint8Array;
}

/** One kind of task: its classes over all recordings, and the examples of each. */
export interface TaskKind<T extends Task> {
  plan(recordings: readonly Recording[], task: T): TaskPlan;
  examples(recording: Recording, task: T, classes: readonly ExampleClass[]): Examples;
}

/** `[example]` labels from the ids of the classes; an id of none is left out. */
export function labelsOf(ids: readonly (string | undefined)[], classes: readonly ExampleClass[]): Uint8Array {
  const indexOf = new Map(classes.map(({ id }, index) => [id, index]));
  return Uint8Array.from(ids, (id) => (id === undefined ? LEFT_OUT : (indexOf.get(id) ?? LEFT_OUT)));
}
