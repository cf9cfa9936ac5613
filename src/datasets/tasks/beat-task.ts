import { beatsOf } from '../../domain/recording';
import { BEAT_EXAMPLE_CLASSES, LEFT_OUT_BEATS, type Task } from '../../domain/task';
import { labelsOf, type TaskKind } from './task-kind';

/** Every annotated beat, by its AAMI class. */
export const beatTask: TaskKind<Extract<Task, { kind: 'beat' }>> = {
  plan: (_recordings, task) => ({ task, classes: BEAT_EXAMPLE_CLASSES, leftOut: LEFT_OUT_BEATS, notes: [] }),
  examples(recording, _task, classes) {
    const ids = beatsOf(recording).map(({ beatClass }) => beatClass);
    return { centreSamples: null, labels: labelsOf(ids, classes) };
  },
};
