import { beatClassOf } from '../../domain/beat-class';
import type { Annotation } from '../../domain/recording';
import { BEAT_EXAMPLE_CLASSES, LEFT_OUT_BEATS, type Task } from '../../domain/task';
import { chooseClasses } from './choose-classes';
import { labelsOf, type TaskKind } from './task-kind';

function labelOf({ symbol, text }: Annotation): string {
  return beatClassOf(symbol) ?? text;
}

/** Rows of tables: by beat class where the table names beats, else by the table's own labels. */
export const excerptTask: TaskKind<Extract<Task, { kind: 'excerpt' }>> = {
  plan(recordings, task) {
    const annotations = recordings.flatMap((recording) => recording.annotations);
    const what = 'Examples are the rows of the table, each seen whole and conditioned by itself.';
    if (annotations.some(({ symbol }) => beatClassOf(symbol))) {
      return { task, classes: BEAT_EXAMPLE_CLASSES, leftOut: LEFT_OUT_BEATS, notes: [what] };
    }
    const counts = new Map<string, number>();
    for (const { text } of annotations) counts.set(text, (counts.get(text) ?? 0) + 1);
    const candidates = [...counts].map(([id, examples]) => ({ id, name: id, examples, subjects: 1 }));
    const { classes, leftOut } = chooseClasses(candidates, 'row', 1);
    return {
      task,
      classes,
      leftOut: { id: 'other', name: 'another label' },
      notes: [what, ...(leftOut ? [leftOut] : [])],
    };
  },
  examples(recording, _task, classes) {
    return { centreSamples: null, labels: labelsOf(recording.annotations.map(labelOf), classes) };
  },
};
