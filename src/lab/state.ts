/** What the page shows, as one object. The store derives all of it from files, the spec and what workers send. */

import type {
  ConditionedStretch,
  PreviewView,
  SavedRace,
  SpeedEvent,
  StretchSpectrogram,
} from '../../workers/protocol';
import type { TaskOption } from '../datasets/tasks/propose-task';
import type { AnnotationEdit, EditHistory } from '../domain/annotation-edits';
import type { SplitDescription } from '../domain/dataset';
import type { ModelExecutor } from '../domain/executor';
import type { ClassWeighting, ExperimentSpec } from '../domain/experiment';
import type { LeadPyramid, RecordingDigest } from '../domain/lead-pyramid';
import type { Problem } from '../domain/problem';
import type { Recording } from '../domain/recording';
import type { RepresentationDefinition } from '../domain/representation';
import type { ExampleClass, Task, TaskPlan } from '../domain/task';
import type {
  Curves,
  Ending,
  EngineDescription,
  PlannedStrategy,
  RaceState,
  SettingChange,
  StrategyResult,
  TrainingEvent,
} from '../domain/training';
import type { FusionPlan } from '../fusion/model-spec';
import type { LocalDatabase } from './local-databases';

export type { ConditionedStretch, PreviewView as RepresentationView, SavedRace, StretchSpectrogram };

/** A beat, by its number among all beats of its recording (`beatsOf`). */
export interface BeatSelection {
  readonly recordingId: string;
  readonly beatNumber: number;
}

/** A stretch of a recording, in seconds from its start. */
export interface TimeSpan {
  readonly recordingId: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The samples behind one column of a spectrogram. */
export interface PointedSpan extends TimeSpan {
  /** In the middle of the span: the time that no other column stands for. */
  readonly hopSeconds: number;
}

/** A stretch of one lead of an open recording. */
export interface LeadSpan extends TimeSpan {
  /** By its place in the recording: names need not differ. */
  readonly lead: number;
}

export interface BeatQuality {
  readonly recording: Recording;
  /** `[beat]` from 0 to 1, NaN where it could not be judged. */
  readonly values: Float64Array;
}

export interface ReadingProgress {
  readonly found: number;
  readonly done: number;
  readonly name: string;
}

/** A long recording that is looked at while it is read. It is no recording of the lab yet: nothing but the eye may use it. */
export interface Growing {
  readonly recording: Recording;
  readonly durationSeconds: number;
  /** Its leads have zeros, or end, from there on. */
  readonly readSeconds: number;
  /** Of each lead; right as far as the samples were read. */
  readonly pyramids: readonly LeadPyramid[];
  /** All was read; what is missing are the beats, which nobody marked. */
  readonly findingBeats: boolean;
}

/** Mean and spread of each class over the examples of one recording or of all, in one representation. */
export interface ClassProfile {
  readonly exampleClass: ExampleClass;
  /** Its place among the classes of the task. */
  readonly classIndex: number;
  readonly count: number;
  readonly mean: Float64Array;
  readonly standardDeviation: Float64Array;
}

export interface Preview {
  readonly selection: BeatSelection;
  readonly views: readonly PreviewView[];
}

export interface ClassProfiles {
  readonly scope: 'recording' | 'all';
  /** By representation id. */
  readonly profiles: Readonly<Record<string, readonly ClassProfile[]>>;
}

export type EngineState =
  | { readonly status: 'probing' }
  | ({ readonly status: 'ready' } & EngineDescription)
  | { readonly status: 'failed'; readonly problem: Problem };

export type RaceStatus = 'preparing' | 'training' | 'cancelling' | 'finished' | 'cancelled' | 'failed';

export type RaceProgress = Omit<Extract<TrainingEvent, { readonly kind: 'progress' }>, 'kind'>;

/** What a race trains on, remembered without its samples. */
export interface RaceData {
  readonly source: 'builtin' | 'files';
  /** As one would say it: `Built-in cohort`, `100 and 47 more`. */
  readonly name: string;
  /** Of the recordings' ids and contents; the same for the same recordings in any order. */
  readonly key: string;
}

/** One press of Train: every strategy of the spec over the same beats. */
export interface Race {
  readonly spec: ExperimentSpec;
  readonly data: RaceData;
  readonly status: RaceStatus;
  /** What is being done, as a person would say it: `Computing representations: 12 of 24 recordings`. */
  readonly phase: string;
  /** `LabState.edition` when it began; another one now means that beats were corrected since. */
  readonly edition: number;
  readonly synthetic: boolean;
  readonly backend: string;
  readonly epochs: number;
  readonly planned: readonly PlannedStrategy[];
  readonly split: SplitDescription | null;
  /** By strategy id; grows by one entry an epoch. */
  readonly curves: Readonly<Record<string, Curves>>;
  readonly progress: RaceProgress | null;
  /** Whether it runs, is paused, or was stopped and is being judged. */
  readonly control: RaceState;
  /** Settings that were changed while it ran, to be marked on the curves. */
  readonly changes: readonly SettingChange[];
  /** What runs each model, by its name; of those that were made ready so far. */
  readonly executors: Readonly<Record<string, ModelExecutor>>;
  /** Models that ended before their last epoch, and why. */
  readonly endings: readonly Ending[];
  /** Strategies that could not be judged, by id. */
  readonly failures: Readonly<Record<string, Problem>>;
  /** Sentences that a person should know but need not mend. */
  readonly notices: readonly string[];
  readonly results: readonly StrategyResult[];
  readonly problem: Problem | null;
}

export type OfflineState = 'unsupported' | 'installing' | 'ready' | 'update-waiting';

type SpeedEventOf<Kind extends SpeedEvent['kind']> = Extract<SpeedEvent, { readonly kind: Kind }>;

/** What the speed test of this machine found so far. */
export interface SpeedState {
  readonly status: 'idle' | 'measuring' | 'measured' | 'cancelled' | 'failed';
  /** Name of what it runs on: `WASM · 2 threads`. */
  readonly label: string;
  /** What is done at the moment. */
  readonly doing: SpeedEventOf<'phase'> | null;
  readonly rows: readonly SpeedEventOf<'row'>['row'][];
  /** Models whose time was up, and why. */
  readonly leftOut: readonly SpeedEventOf<'left-out'>[];
  /** A sentence, where it failed. */
  readonly problem: string;
}

export interface LabState {
  readonly spec: ExperimentSpec;
  readonly source: 'builtin' | 'files';
  /** With the corrections that were made by hand. */
  readonly recordings: readonly Recording[];
  /** By recording id, of every recording that is open. */
  readonly digests: Readonly<Record<string, RecordingDigest>>;
  /** By recording id; without an entry nothing was corrected. */
  readonly edits: Readonly<Record<string, EditHistory>>;
  /** Counts corrections: what was made of another edition is stale. */
  readonly edition: number;
  /** Samples that something else on the page points at: a pixel of a spectrogram. */
  readonly pointedAt: PointedSpan | null;
  readonly reading: ReadingProgress | null;
  /** The first of the files that are opened in place of the cohort, while it is read; null where that takes no time. */
  readonly growing: Growing | null;
  /** Newest last; shown until dismissed. */
  readonly problems: readonly Problem[];
  /** Paths of files that do not say their sampling rate. */
  readonly samplingRateQuestions: readonly string[];
  /** Databases that the host of the page offers. */
  readonly localDatabases: readonly LocalDatabase[];
  /** True when the open recordings are those of MIT-BIH, so that DS1 -> DS2 is suggested. */
  readonly looksLikeMitBih: boolean;
  /** True when tables are open that were published in two parts, one to train and one to test. */
  readonly hasGivenSplit: boolean;
  /** What the open recordings allow; the first is what the lab proposes. */
  readonly taskOptions: readonly TaskOption[];
  /** The task of the spec over the open recordings. */
  readonly plan: TaskPlan;
  readonly selection: BeatSelection | null;
  readonly definitions: readonly RepresentationDefinition[];
  readonly preview: Preview | null;
  /** Of the recording that was shown last, once anybody asked. */
  readonly beatQuality: BeatQuality | null;
  readonly classProfiles: ClassProfiles | null;
  /** By strategy id, for the present spec: what the diagram draws. */
  readonly plans: readonly FusionPlan[];
  readonly engine: EngineState;
  readonly speed: SpeedState;
  readonly race: Race | null;
  /** Offered for continuing; null while a race runs. */
  readonly savedRace: SavedRace | null;
  /** By `StrategyResult.strategy`: weights that the person dragged instead of the fitted ones. */
  readonly draggedWeights: Readonly<Record<string, readonly number[]>>;
  readonly offline: OfflineState;
}

export interface LabActions {
  /** Dropped or chosen files with their paths inside the dropped folder. What is open already stays; same ids are replaced. */
  openFiles(files: readonly { readonly path: string; readonly file: File }[]): void;
  openLocalDatabase(id: string): void;
  cancelReading(): void;
  /** Closes all files and returns to the built-in cohort. */
  openBuiltinCohort(): void;
  closeRecording(id: string): void;
  /** One answer for the files behind these questions. */
  answerSamplingRate(paths: readonly string[], samplingRateHz: number): void;
  dismissProblem(problem: Problem): void;
  select(selection: BeatSelection): void;
  /** null: at nothing. */
  pointAt(span: PointedSpan | null): void;
  /** Corrects an annotation; does nothing where the edit does not fit. */
  correct(recordingId: string, edit: AnnotationEdit): void;
  undoCorrection(recordingId: string): void;
  redoCorrection(recordingId: string): void;
  /** Gives the bytes of an `.atr` file with the annotations as they are shown. */
  exportAnnotations(recordingId: string, give: (bytes: Uint8Array) => void): void;
  /** The stretch after the filter that everything is cut from. Rejects with `LabError` where it cannot be filtered. */
  conditionStretch(span: LeadSpan): Promise<ConditionedStretch>;
  stretchSpectrogram(span: LeadSpan): Promise<StretchSpectrogram>;
  /** Replaces part of the spec. Top-level keys are merged one level deep: `edit({ training: { epochs: 3 } })`. */
  edit(change: SpecChange): void;
  /** From now on the quality of the shown recording's beats is wanted. */
  judgeBeats(): void;
  /** Asks another question; conditioning and representations start anew at what suits it. */
  chooseTask(task: Task): void;
  /** Sets one parameter of one representation; previews follow at once. */
  setParameter(representation: string, key: string, value: number | string): void;
  /** Training settings, representations and split back to their initial values. */
  resetSpec(): void;
  computeClassProfiles(scope: 'recording' | 'all'): void;
  train(): void;
  cancelTraining(): void;
  pauseTraining(): void;
  resumeTraining(): void;
  /** One step, or one epoch of every strategy; then it pauses. */
  stepTraining(): void;
  trainOneEpoch(): void;
  /** Ends training and judges what is there. */
  stopTraining(): void;
  /** The new peak of the schedule, from the next step on; marked on the curves. */
  changeLearningRate(learningRate: number): void;
  changeClassWeighting(classWeighting: ClassWeighting): void;
  /** Takes the saved race's spec and goes on with it; its recordings must be open. */
  continueSaved(): void;
  discardSaved(): void;
  /** Times training on this machine; not while a race runs. */
  measureSpeed(): void;
  cancelSpeed(): void;
  /** null returns to the fitted weights. */
  dragWeights(strategy: string, weights: readonly number[] | null): void;
  applyUpdate(): void;
}

/** What an experiment has only where it is not the usual one; undefined takes it out. */
type OptionalKey = 'channels' | 'detector' | 'leastQuality';

export type SpecChange = {
  readonly [Key in keyof Omit<
    ExperimentSpec,
    'version' | 'representations' | 'task' | OptionalKey
  >]?: ExperimentSpec[Key] extends readonly unknown[] | number ? ExperimentSpec[Key] : Partial<ExperimentSpec[Key]>;
} & { readonly [Key in OptionalKey]?: ExperimentSpec[Key] | undefined };
