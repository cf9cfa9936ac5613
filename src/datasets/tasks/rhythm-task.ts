import { durationSeconds, type Recording } from '../../domain/recording';
import type { Task } from '../../domain/task';
import { type Candidate, chooseClasses } from './choose-classes';
import { rhythmName } from './rhythm-names';
import { labelsOf, type TaskKind } from './task-kind';

/** One person to learn from, another to be judged on; each gives many windows. */
const FEWEST_SUBJECTS = 2;

const WITHOUT_FIBRILLATION = 'non atrial fibrillation';

/** A stretch of one rhythm, in samples of the annotation time base. */
interface RhythmSpan {
  readonly rhythm: string;
  readonly from: number;
  readonly to: number;
}

/**
 * From each rhythm change (symbol `+`, text `(AFIB`) to the next, the last to the recording's end. What lies before the
 * first has no stated rhythm and is no span. Without any change the whole recording is one of rhythm N where its header says
 * so: CPSC 2021 writes `non atrial fibrillation` there and N after each atrial fibrillation.
 */
export function rhythmSpans(
  recording: Pick<Recording, 'annotations' | 'annotationRateHz' | 'leads' | 'labels'>,
): RhythmSpan[] {
  const changes = recording.annotations.filter(({ symbol, text }) => symbol === '+' && text.startsWith('('));
  const end = Math.floor(durationSeconds(recording) * recording.annotationRateHz);
  const isStated = recording.labels?.some(({ name }) => name.toLowerCase() === WITHOUT_FIBRILLATION);
  if (changes.length === 0 && isStated) return [{ rhythm: 'N', from: 0, to: end }];
  return changes.map(({ sample, text }, index) => ({
    rhythm: text.slice(1).trim(),
    from: sample,
    to: changes[index + 1]?.sample ?? end,
  }));
}

/** Windows side by side within each span, from its beginning: one rhythm holds throughout each of them. */
function windowsOf(
  recording: Recording,
  windowSeconds: number,
): { readonly rhythm: string; readonly centre: number }[] {
  const length = windowSeconds * recording.annotationRateHz;
  return rhythmSpans(recording).flatMap(({ rhythm, from, to }) =>
    Array.from({ length: Math.floor((to - from) / length) }, (_, index) => ({
      rhythm,
      centre: from + (index + 0.5) * length,
    })),
  );
}

function candidatesOf(recordings: readonly Recording[], windowSeconds: number): Candidate[] {
  const found = new Map<string, { examples: number; readonly subjects: Set<string> }>();
  for (const recording of recordings) {
    for (const { rhythm } of windowsOf(recording, windowSeconds)) {
      const each = found.get(rhythm) ?? { examples: 0, subjects: new Set() };
      found.set(rhythm, each);
      each.examples += 1;
      each.subjects.add(recording.subject);
    }
  }
  return [...found].map(([id, { examples, subjects }]) => ({
    id,
    name: rhythmName(id),
    examples,
    subjects: subjects.size,
  }));
}

/** Windows labelled by the annotated rhythm that holds throughout them. */
export const rhythmTask: TaskKind<Extract<Task, { kind: 'rhythm' }>> = {
  plan(recordings, task) {
    const { classes, leftOut } = chooseClasses(candidatesOf(recordings, task.windowSeconds), 'window', FEWEST_SUBJECTS);
    const what = `Examples are windows of ${task.windowSeconds} s, side by side, in each of which one annotated rhythm holds throughout.`;
    return {
      task,
      classes,
      leftOut: { id: 'other', name: 'another rhythm' },
      notes: [what, ...(leftOut ? [leftOut] : [])],
    };
  },
  examples(recording, { windowSeconds }, classes) {
    const windows = windowsOf(recording, windowSeconds);
    return {
      centreSamples: Float64Array.from(windows, ({ centre }) => centre),
      labels: labelsOf(
        windows.map(({ rhythm }) => rhythm),
        classes,
      ),
    };
  },
};
