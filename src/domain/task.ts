/** What a model is asked: the class of a beat, of a window of a recording, or of a row of a table. */

import { BEAT_CLASS_NAMES, TRAINING_CLASSES } from './beat-class';
import type { LabelScheme } from './recording';

/**
 * `beat`: the AAMI class of every annotated beat. `rhythm`: windows in which one annotated rhythm holds throughout.
 * `label`: windows of recordings that are labelled as a whole. `excerpt`: rows of a table with labels of their own, seen
 * whole and at their own sampling rate.
 */
export type Task =
  | { readonly kind: 'beat' }
  | { readonly kind: 'rhythm'; readonly windowSeconds: number }
  | { readonly kind: 'label'; readonly scheme: LabelScheme; readonly windowSeconds: number }
  | { readonly kind: 'excerpt'; readonly windowSeconds: number; readonly samplingRateHz: number };

export const TASK_KINDS = ['beat', 'rhythm', 'label', 'excerpt'] as const satisfies readonly Task['kind'][];

/** The task of experiments that name none. */
export const BEAT_TASK: Task = { kind: 'beat' };

export interface ExampleClass {
  /** Short, and unique among the classes of a task: `N`, `AFIB`, `164889003`. */
  readonly id: string;
  readonly name: string;
}

/** The classes of beats, and what beats of class Q are counted as. */
export const BEAT_EXAMPLE_CLASSES: readonly ExampleClass[] = TRAINING_CLASSES.map((id) => ({
  id,
  name: BEAT_CLASS_NAMES[id],
}));
export const LEFT_OUT_BEATS: ExampleClass = { id: 'Q', name: BEAT_CLASS_NAMES.Q };

/** A task over the recordings that are open. Plain JSON. */
export interface TaskPlan {
  readonly task: Task;
  /** In the order of the labels. */
  readonly classes: readonly ExampleClass[];
  /** What examples of none of the classes are counted as. */
  readonly leftOut: ExampleClass;
  /** Whole sentences: what the examples are, and what was left out. */
  readonly notes: readonly string[];
}

const NOUNS: Readonly<Record<Task['kind'], string>> = {
  beat: 'beat',
  rhythm: 'window',
  label: 'window',
  excerpt: 'row',
};

/** What one example of the task is called. */
export function nounOf({ kind }: Pick<Task, 'kind'>): string {
  return NOUNS[kind];
}

/** A class as one writes it in little room: its id, or its name where the id is a code of digits only. */
export function classLabel({ id, name }: ExampleClass): string {
  return /^\d{4,}$/.test(id) ? name : id;
}

/** A window shorter than this holds hardly a beat; one longer makes inputs that no small network learns from. */
export const WINDOW_SECONDS = { minimum: 1, maximum: 20, initial: 10 } as const;
