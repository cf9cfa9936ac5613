/** What each recording gives the question that is asked: examples of every class, and of none. */

import { examplesOf } from '../../datasets/tasks';
import { LEFT_OUT } from '../../datasets/tasks/task-kind';
import type { Recording } from '../../domain/recording';
import type { TaskPlan } from '../../domain/task';
import { factsOf } from './recording-facts';

const known = new WeakMap<TaskPlan, WeakMap<Recording, readonly number[]>>();

/** `[class]` examples of each class of the plan, and last of those that are left out. Remembered: neither ever changes. */
export function classCountsOf(recording: Recording, plan: TaskPlan): readonly number[] {
  const ofPlan = known.get(plan) ?? new WeakMap<Recording, readonly number[]>();
  known.set(plan, ofPlan);
  const counts = ofPlan.get(recording) ?? countClasses(recording, plan);
  ofPlan.set(recording, counts);
  return counts;
}

function countClasses(recording: Recording, plan: TaskPlan): number[] {
  const { classes, leftOut } = plan;
  if (plan.task.kind === 'beat') return beatCounts(recording, [...classes, leftOut]);
  const counts = new Array<number>(classes.length + 1).fill(0);
  for (const label of examplesOf(recording, plan).labels) {
    const place = label === LEFT_OUT ? classes.length : label;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** The rows of a table are no beats in a signal. */
function beatCounts(recording: Recording, classes: TaskPlan['classes']): number[] {
  const beats: Readonly<Record<string, number>> =
    recording.excerptSamples === undefined ? factsOf(recording).beats : {};
  return classes.map(({ id }) => beats[id] ?? 0);
}
