/** Every kind of task under one roof. */

import type { Recording } from '../../domain/recording';
import type { Task, TaskPlan } from '../../domain/task';
import { beatTask } from './beat-task';
import { excerptTask } from './excerpt-task';
import { labelTask } from './label-task';
import { rhythmTask } from './rhythm-task';
import type { Examples, TaskKind } from './task-kind';

const KINDS = { beat: beatTask, rhythm: rhythmTask, label: labelTask, excerpt: excerptTask };

function kindOf(task: Task): TaskKind<Task> {
  // The kind says which of the tasks it is, which the compiler cannot follow through the record.
  return KINDS[task.kind] as TaskKind<Task>;
}

/** Rows of a table are no stretch of signal, and the other way round. */
function suits({ excerptSamples }: Recording, { kind }: Task): boolean {
  return (excerptSamples !== undefined) === (kind === 'excerpt');
}

/** The classes of `task` over `recordings`; fewer than two where they do not allow it. */
export function planTask(recordings: readonly Recording[], task: Task): TaskPlan {
  return kindOf(task).plan(
    recordings.filter((recording) => suits(recording, task)),
    task,
  );
}

/** The examples of one recording under a plan; none where the recording is of another kind than the task asks for. */
export function examplesOf(recording: Recording, { task, classes }: Pick<TaskPlan, 'task' | 'classes'>): Examples {
  if (!suits(recording, task)) return { centreSamples: null, labels: new Uint8Array(0) };
  return kindOf(task).examples(recording, task, classes);
}
