import type { StoreApi } from 'zustand/vanilla';
import type { BackendRequest } from '../../workers/protocol';
import { shapeIn } from '../domain/channels';
import { initialSpec, taskOf, withTask } from '../domain/experiment';
import { sizeOf } from '../domain/representation';
import type { RaceCommand } from '../domain/training';
import { buildPlans } from '../fusion/registry';
import { representations } from '../representations/registry';
import { Detecting } from './detecting';
import { createEditStore } from './edit-store';
import { Editing } from './editing';
import { Judging } from './judging';
import { filesOfDatabase, findLocalDatabases } from './local-databases';
import { watchOffline } from './offline';
import { Previewing } from './previewing';
import { Racing } from './racing';
import { Reading } from './reading';
import { SpeedTesting } from './speed-testing';
import type { LabActions, LabState, SpecChange } from './state';
import { createLabStore, type LabStore, showThrown } from './store';
import { stretchOf } from './stretch';
import { chooseTask, followTask } from './tasking';
import { createWorkers } from './workers';

export interface LabOptions {
  /** `auto` takes the first of the chain that runs and calculates correctly. */
  readonly backend: BackendRequest;
}

/** The lab's state and everything that a person can do to it. Starts with the built-in cohort. */
export function createLab({ backend }: LabOptions): {
  readonly store: StoreApi<LabState>;
  readonly actions: LabActions;
} {
  const store = createLabStore();
  const workers = createWorkers();
  const reading = new Reading(store, workers);
  const editing = new Editing(store, workers, createEditStore());
  const previewing = new Previewing(store, workers);
  const detecting = new Detecting(store, workers);
  const judging = new Judging(store, workers);
  const racing = new Racing(store, workers, backend);
  const speedTesting = new SpeedTesting(store, workers, racing);
  const offline = watchOffline(store);
  previewing.follow();
  detecting.follow();
  judging.follow();
  followTask(store);
  followPlans(store);
  const guard = (promise: Promise<void>): void => void promise.catch((thrown) => showThrown(store, thrown));
  const command = (each: RaceCommand): void => guard(racing.command(each));
  guard(loadDefinitions(store));
  guard(editing.follow());
  guard(reading.openBuiltinCohort());
  // The engine is a megabyte of code and a self-test: after the first heartbeat is drawn. A failure shows as its state.
  whenIdle(() => {
    racing.startEngine().catch(() => undefined);
    guard(racing.findSaved());
    guard(findLocalDatabases(document.baseURI).then((localDatabases) => store.setState({ localDatabases })));
  });
  return {
    store,
    actions: {
      openFiles: (files) => guard(reading.openFiles(files)),
      openLocalDatabase: (id) => {
        const database = store.getState().localDatabases.find((each) => each.id === id);
        if (database) guard(reading.openFiles(filesOfDatabase(database, document.baseURI)));
      },
      cancelReading: () => reading.cancel(),
      openBuiltinCohort: () => guard(reading.openBuiltinCohort()),
      closeRecording: (id) => reading.close(id),
      answerSamplingRate: (paths, samplingRateHz) => guard(reading.answer(paths, samplingRateHz)),
      dismissProblem: (problem) =>
        store.setState(({ problems }) => ({ problems: problems.filter((each) => each !== problem) })),
      select: (selection) =>
        store.setState(({ selection: before, classProfiles }) => ({
          selection,
          // Those of one recording say nothing of another.
          classProfiles:
            before?.recordingId !== selection.recordingId && classProfiles?.scope === 'recording'
              ? null
              : classProfiles,
        })),
      pointAt: (pointedAt) => store.setState({ pointedAt }),
      correct: (recordingId, edit) => editing.edit(recordingId, edit),
      undoCorrection: (recordingId) => editing.undo(recordingId),
      redoCorrection: (recordingId) => editing.redo(recordingId),
      exportAnnotations: (recordingId, give) => guard(editing.annotationFile(recordingId).then(give)),
      conditionStretch: (span) => workers.stretch.run('conditionStretch', stretchOf(store.getState(), span)),
      stretchSpectrogram: (span) => workers.stretch.run('stretchSpectrogram', stretchOf(store.getState(), span)),
      edit: (change) =>
        store.setState(({ spec, classProfiles }) => ({
          spec: merged(spec, change),
          classProfiles: change.conditioning || 'channels' in change ? null : classProfiles,
        })),
      judgeBeats: () => judging.ask(),
      chooseTask: (task) => chooseTask(store, task),
      setParameter: (representation, key, value) =>
        store.setState(({ spec }) => ({
          spec: {
            ...spec,
            representations: {
              ...spec.representations,
              [representation]: { ...spec.representations[representation], [key]: value },
            },
          },
          classProfiles: null,
        })),
      resetSpec: () =>
        store.setState(({ definitions, spec }) => ({
          spec: withTask(initialSpec(definitions), taskOf(spec), definitions),
        })),
      computeClassProfiles: (scope) => guard(previewing.computeClassProfiles(scope)),
      // The race takes over the worker, and would be slowed by what is being timed.
      train: () => guard(Promise.all([speedTesting.cancel(), detecting.settled()]).then(() => racing.train())),
      cancelTraining: () => racing.cancel(),
      pauseTraining: () => command({ kind: 'pause' }),
      resumeTraining: () => command({ kind: 'resume' }),
      stepTraining: () => command({ kind: 'step' }),
      trainOneEpoch: () => command({ kind: 'epoch' }),
      stopTraining: () => command({ kind: 'stop' }),
      changeLearningRate: (learningRate) => command({ kind: 'changeLearningRate', learningRate }),
      changeClassWeighting: (classWeighting) => command({ kind: 'changeClassWeighting', classWeighting }),
      continueSaved: () => guard(speedTesting.cancel().then(() => racing.continueSaved())),
      discardSaved: () => guard(racing.discardSaved()),
      measureSpeed: () => guard(speedTesting.measure()),
      cancelSpeed: () => guard(speedTesting.cancel()),
      dragWeights: (strategy, weights) =>
        store.setState(({ draggedWeights: { [strategy]: _old, ...others } }) => ({
          draggedWeights: weights ? { ...others, [strategy]: weights } : others,
        })),
      applyUpdate: () => offline.applyUpdate(),
    },
  };
}

function merged(spec: LabState['spec'], change: SpecChange): LabState['spec'] {
  const entries = Object.entries(change).map(([key, value]) => {
    const old = spec[key as keyof SpecChange];
    return [key, typeof value === 'object' && !Array.isArray(value) ? { ...(old as object), ...value } : value];
  });
  const all = Object.entries({ ...spec, ...Object.fromEntries(entries) });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as unknown as LabState['spec'];
}

async function loadDefinitions(store: LabStore): Promise<void> {
  const definitions = await Promise.all(representations.ids.map((id) => representations.load(id)));
  store.setState({ definitions, spec: initialSpec(definitions) });
}

/** Keeps `plans` those of the present spec. */
function followPlans(store: LabStore): void {
  let latest = 0;
  store.subscribe(async ({ spec, definitions, plan }, before) => {
    const isKnown = spec === before.spec && definitions === before.definitions && plan.classes === before.plan.classes;
    if (definitions.length === 0 || isKnown) return;
    const turn = ++latest;
    const shapes = Object.fromEntries(definitions.map((definition) => [definition.id, shapeIn(definition, spec)]));
    if (Object.values(shapes).some((shape) => !(sizeOf(shape) > 0))) return;
    const { dropout, encoderDropout } = spec.training;
    const settings = {
      classes: plan.classes.length,
      dropout,
      encoderDropout,
      earlyBalance: spec.fusion.earlyBalance,
    };
    const plans = await buildPlans(spec.fusion.strategies, spec.fusion.branches, shapes, settings);
    if (turn === latest) store.setState({ plans });
  });
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 500);
}
