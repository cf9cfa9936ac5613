/** `--task` and `--window`: which of the questions that the recordings allow is asked. */

import { taskOptions } from '../datasets/tasks/propose-task';
import { LabError } from '../domain/problem';
import { LABEL_SCHEMES, type LabelScheme, type Recording } from '../domain/recording';
import { BEAT_TASK, TASK_KINDS, type Task, WINDOW_SECONDS } from '../domain/task';
import { between, oneOf } from './arguments';

export interface TaskRequest {
  /** null: what the lab proposes. */
  readonly kind: Task['kind'] | null;
  /** null: the first scheme that allows it. */
  readonly scheme: LabelScheme | null;
  /** null: 10 s, or the shortest recording where that is shorter. */
  readonly windowSeconds: number | null;
}

/** Throws `LabError` where there is no such task, or the window cannot be. */
export function taskRequestOf({ task, window }: { readonly task?: string; readonly window?: string }): TaskRequest {
  const [kind, scheme] = task?.split(':') ?? [];
  const { minimum, maximum, initial } = WINDOW_SECONDS;
  return {
    kind: kind === undefined ? null : oneOf('--task', kind, TASK_KINDS),
    scheme: scheme === undefined ? null : oneOf('--task label', scheme, LABEL_SCHEMES),
    windowSeconds: window === undefined ? null : between('--window', window, initial, minimum, maximum),
  };
}

/** The task that was asked for, or the proposed one. Throws `LabError` where the recordings do not allow it. */
export function chooseTask(
  { kind, scheme, windowSeconds }: TaskRequest,
  recordings: readonly Recording[],
  say: (line: string) => void,
): Task {
  if (kind === 'beat') return BEAT_TASK;
  const options = taskOptions(recordings);
  const wanted = options.find(
    ({ task }) =>
      kind === null || (task.kind === kind && (scheme === null || (task.kind === 'label' && task.scheme === scheme))),
  );
  if (!wanted) {
    throw new LabError({
      code: 'task-impossible',
      file: '',
      field: '--task',
      expected: `recordings that allow ${scheme ?? kind}`,
      found: options
        .map(({ task, why }) => `${task.kind === 'label' ? `label:${task.scheme}` : task.kind} (${why})`)
        .join(' '),
      at: '',
      fix: 'Choose one of these, or open other recordings.',
    });
  }
  say(`Task: ${wanted.label}. ${wanted.why}`);
  const hasWindow = wanted.task.kind === 'rhythm' || wanted.task.kind === 'label';
  return hasWindow && windowSeconds !== null ? { ...wanted.task, windowSeconds } : wanted.task;
}
