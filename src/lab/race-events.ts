/** What each event of a training changes of the race that is shown. */

import type { ExperimentSpec } from '../domain/experiment';
import type { Recording } from '../domain/recording';
import type { Curves, TrainingEvent } from '../domain/training';
import type { Race, RaceData } from './state';

const NO_CURVES: Curves = { trainLoss: [], trainAccuracy: [], validationLoss: [], validationAccuracy: [] };

export function newRace(spec: ExperimentSpec, recordings: readonly Recording[], data: RaceData, edition: number): Race {
  return {
    spec,
    data,
    edition,
    status: 'preparing',
    phase: 'Preparing',
    synthetic: recordings.some((recording) => recording.synthetic),
    backend: '',
    epochs: spec.training.epochs,
    planned: [],
    split: null,
    curves: {},
    progress: null,
    control: 'running',
    changes: [],
    executors: {},
    endings: [],
    failures: {},
    notices: [],
    results: [],
    problem: null,
  };
}

export function changeFor(event: TrainingEvent, race: Race): Partial<Race> {
  switch (event.kind) {
    case 'phase':
      return { phase: event.phase };
    case 'planned':
      return {
        status: 'training',
        backend: event.backend,
        planned: event.strategies,
        split: event.split,
        epochs: event.epochs,
      };
    case 'progress': {
      const { kind: _kind, ...progress } = event;
      return { progress, phase: `Training ${event.training}: epoch ${event.epoch} of ${race.epochs}` };
    }
    case 'epoch':
      return { curves: { ...race.curves, [event.strategy]: grown(race.curves[event.strategy] ?? NO_CURVES, event) } };
    case 'control':
      return { control: event.state };
    case 'changed':
      return { changes: [...race.changes, event.change] };
    case 'ended':
      return { endings: [...race.endings.filter(({ model }) => model !== event.ending.model), event.ending] };
    case 'restored':
      return { curves: event.curves, changes: event.changes };
    case 'engine':
      return { backend: event.engine.backend, executors: {} };
    case 'executor':
      return { executors: { ...race.executors, [event.executor.model]: event.executor } };
    case 'notice':
      return { notices: [...race.notices, event.sentence] };
    case 'failed':
      return { failures: { ...race.failures, [event.strategy]: event.problem } };
    case 'result':
      return { results: [...race.results, event.result] };
  }
}

function grown(curves: Curves, point: TrainingEvent & { kind: 'epoch' }): Curves {
  return {
    trainLoss: [...curves.trainLoss, point.trainLoss],
    trainAccuracy: [...curves.trainAccuracy, point.trainAccuracy],
    validationLoss: [...curves.validationLoss, point.validationLoss],
    validationAccuracy: [...curves.validationAccuracy, point.validationAccuracy],
  };
}
