/** Keeps the question that models are asked one that the open recordings can answer. */

import { planExperiment } from '../datasets/plan-experiment';
import { isSameQuestion, keptOrProposed, taskOptions } from '../datasets/tasks/propose-task';
import { taskOf, withTask } from '../domain/experiment';
import { beatsOf } from '../domain/recording';
import type { Task } from '../domain/task';
import { selectedRecording } from './selected-recording';
import type { BeatSelection, LabState } from './state';
import type { LabStore } from './store';

export function chooseTask(store: LabStore, task: Task): void {
  store.setState((state) => ({
    spec: withTask(state.spec, task, state.definitions),
    selection: withRoom(state, task),
    classProfiles: null,
  }));
}

/** A window is looked at around the selected beat: a beat nearer to the start than half of it gives way to the first that is not. */
function withRoom(state: Pick<LabState, 'recordings' | 'selection'>, task: Task): BeatSelection | null {
  const { selection } = state;
  const recording = selectedRecording(state);
  if (!selection || !recording || task.kind === 'beat' || task.kind === 'excerpt') return selection;
  const earliest = (task.windowSeconds / 2) * recording.annotationRateHz;
  const first = beatsOf(recording).findIndex(({ sample }) => sample >= earliest);
  return { ...selection, beatNumber: Math.max(selection.beatNumber, first) };
}

/**
 * Looks at what is open whenever reading is done, for it may be a hundred recordings in ten seconds; takes the proposed
 * task where the present one has no examples in them, and where files have come in place of the built-in cohort or the
 * other way round.
 */
export function followTask(store: LabStore): void {
  let settled = store.getState().source;
  store.subscribe(({ recordings, reading, spec, definitions, source }, before) => {
    if (reading || definitions.length === 0) return;
    const isRead = recordings !== before.recordings || before.reading !== null || definitions !== before.definitions;
    if (isRead) {
      const isOther = source !== settled;
      settled = source;
      return settle(store, isOther);
    }
    const isAskedAnew = spec.task !== before.spec.task || spec.channels !== before.spec.channels;
    if (isAskedAnew) store.setState({ plan: planExperiment(recordings, spec).plan });
  });
}

function settle(store: LabStore, isOther: boolean): void {
  const { recordings, spec } = store.getState();
  const options = taskOptions(recordings);
  const present = taskOf(spec);
  const proposed = options[0]?.task ?? present;
  const task = isOther && !isSameQuestion(proposed, present) ? proposed : keptOrProposed(options, present);
  store.setState({ taskOptions: options, plan: planExperiment(recordings, { ...spec, task }).plan });
  if (task !== present) chooseTask(store, task);
}
