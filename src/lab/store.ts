import { createStore, type StoreApi } from 'zustand/vanilla';
import { planTask } from '../datasets/tasks';
import { initialSpec } from '../domain/experiment';
import { type Problem, problemOf } from '../domain/problem';
import { BEAT_TASK } from '../domain/task';
import type { LabState, SpeedState } from './state';

export type LabStore = StoreApi<LabState>;

export const NO_SPEED: SpeedState = { status: 'idle', label: '', doing: null, rows: [], leftOut: [], problem: '' };

export function createLabStore(): LabStore {
  return createStore<LabState>(() => ({
    spec: initialSpec([]),
    source: 'builtin',
    recordings: [],
    digests: {},
    edits: {},
    edition: 0,
    pointedAt: null,
    reading: null,
    growing: null,
    problems: [],
    samplingRateQuestions: [],
    localDatabases: [],
    looksLikeMitBih: false,
    hasGivenSplit: false,
    taskOptions: [],
    plan: planTask([], BEAT_TASK),
    selection: null,
    definitions: [],
    preview: null,
    beatQuality: null,
    classProfiles: null,
    plans: [],
    engine: { status: 'probing' },
    speed: NO_SPEED,
    race: null,
    savedRace: null,
    draggedWeights: {},
    offline: 'unsupported',
  }));
}

/** Shows a problem until it is dismissed. */
export function showProblem(store: LabStore, problem: Problem): void {
  store.setState(({ problems }) => ({ problems: [...problems, problem] }));
}

/** For promises that nobody awaits: nothing is lost silently. */
export function showThrown(store: LabStore, thrown: unknown): void {
  showProblem(store, problemOf(thrown));
}
