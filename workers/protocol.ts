/** What the page may ask of its workers: each job's input, what it says on the way, and its output. */

import type { BlockJob } from '../src/datasets/block-job';
import type { AnnotationColumns } from '../src/domain/annotation-columns';
import type { BeatBlock } from '../src/domain/dataset';
import type { ConditioningSpec, ExperimentSpec } from '../src/domain/experiment';
import type { LeadPyramid, RecordingDigest } from '../src/domain/lead-pyramid';
import type { Problem } from '../src/domain/problem';
import type { RPeakDetectorId } from '../src/domain/r-peak-detector';
import type { Lead, Recording } from '../src/domain/recording';
import type { Axis, ParameterValues } from '../src/domain/representation';
import type { TaskPlan } from '../src/domain/task';
import type { RaceCommand, TrainingEvent } from '../src/domain/training';
import type { BackendRequest } from '../src/engine/backend-chain';
import type { Engine } from '../src/engine/backends';
import type { ReadOptions } from '../src/formats/format';
import type { RepresentationSums } from '../src/study/class-sums';
import type { SpeedEvent } from '../src/study/speed-test';
import type { StretchSpectrogram } from '../src/study/stretch-spectrogram';

export type IngestEvent =
  | { readonly kind: 'found'; readonly total: number }
  | { readonly kind: 'recording'; readonly recording: SentRecording; readonly digest: RecordingDigest }
  /** A long recording before it was read to its end. */
  | { readonly kind: 'growing'; readonly growing: SentGrowing }
  /** How much of it was read by now. */
  | { readonly kind: 'grew'; readonly readSeconds: number }
  /** All of it was read; its beats are being looked for. */
  | { readonly kind: 'finding-beats' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** A recording on its way between threads. */
export interface SentRecording extends Omit<Recording, 'annotations'> {
  readonly annotations: AnnotationColumns;
}

/**
 * A recording that is still being read. Where threads share memory its leads and zooms fill up while they are looked at; where
 * they do not, the leads end with what was read when this was sent.
 */
export interface SentGrowing {
  readonly recording: SentRecording;
  readonly durationSeconds: number;
  /** Of each lead, in their order. */
  readonly pyramids: readonly LeadPyramid[];
}

export interface GivenFile {
  readonly path: string;
  readonly file: File | ServedFile;
}

/** A file that the page's own host serves. */
export interface ServedFile {
  readonly url: string;
  /** Bytes. */
  readonly size: number;
}

/** One beat in every representation of the job, which a worker keeps conditioned under `key`. */
export interface PreviewInput {
  readonly key: string;
  /** null where this worker was given the job under `key` before. */
  readonly job: BlockJob | null;
  readonly beat: number;
  readonly representations: Readonly<Record<string, ParameterValues>>;
}

/** The selected beat as one representation sees it. */
export interface PreviewView {
  readonly id: string;
  readonly shape: readonly number[];
  /** Row-major; row 0 of an image is its lowest frequency. */
  readonly values: Float64Array;
  readonly axes: readonly Axis[];
  readonly valueUnit: string;
  /** The beat as it is, where `values` are its difference from what is usual in its recording; null where they are the beat. */
  readonly plain: { readonly values: Float64Array; readonly valueUnit: string } | null;
}

export interface RaceInput {
  readonly spec: ExperimentSpec;
  /** The task of the spec over the recordings behind the blocks. */
  readonly plan: TaskPlan;
  /** Keys of the blocks to train on, in the order of the recordings; all must have been kept. */
  readonly keys: readonly string[];
  /** Goes on where the saved race stands; `spec` and `keys` must be its own. */
  readonly resume: boolean;
}

/** A race that was interrupted, by a reload or a crash, and can go on. */
export interface SavedRace {
  readonly spec: ExperimentSpec;
  /** Of the blocks that it trains on. */
  readonly keys: readonly string[];
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Whole epochs that the model which has gone furthest has behind it. */
  readonly epoch: number;
  readonly backend: string;
}

/** A stretch of a lead: its samples alone, with what is needed to read them. */
export interface StretchInput {
  readonly lead: Lead;
  readonly conditioning: ConditioningSpec;
}

/** A stretch after the filter that everything is cut from. */
export interface ConditionedStretch {
  /** `[sample]` mV, the first at the stretch's first sample. */
  readonly millivolts: Float32Array;
  readonly samplingRateHz: number;
}

export type { BackendRequest, RepresentationSums, SpeedEvent, StretchSpectrogram };

/** `Progress` of `never`: the job says nothing on the way. */
export interface Job<Input, Output, Progress = never> {
  readonly input: Input;
  readonly output: Output;
  readonly progress: Progress;
}

export interface IngestJobs {
  /**
   * Some of the files that the next `open` reads. In pieces, because each `File` that is posted takes the page a tenth of
   * a millisecond and a folder has hundreds of them. `first`: those of a choice before it are forgotten.
   */
  give: Job<{ readonly files: readonly GivenFile[]; readonly first: boolean }, void>;
  /** Reads the files that were given, once. */
  open: Job<ReadOptions, void, IngestEvent>;
  /** The built-in cohort, a patient at a time. */
  cohort: Job<null, void, IngestEvent>;
  /** The bytes of an annotation file in MIT format. */
  writeAnnotations: Job<
    {
      readonly annotations: AnnotationColumns /** Of the file's own time base; null: that of the record. */;
      readonly timeResolutionHz: number | null;
    },
    Uint8Array
  >;
}

export interface RepresentationJobs {
  block: Job<BlockJob, BeatBlock>;
  preview: Job<PreviewInput, readonly PreviewView[]>;
  /** By representation id. */
  classSums: Job<{ readonly job: BlockJob; readonly classes: number }, Readonly<Record<string, RepresentationSums>>>;
  /** `[beat]` R peaks on the annotation time base. */
  findBeats: Job<
    { readonly lead: Lead; readonly annotationRateHz: number; readonly detector: RPeakDetectorId },
    Float64Array
  >;
  /** `[beat]` from 0 to 1. */
  beatQuality: Job<
    {
      readonly lead: Lead;
      readonly beatSamples: Float64Array;
      readonly annotationRateHz: number;
      readonly foundBy: RPeakDetectorId | null;
    },
    Float64Array
  >;
  conditionStretch: Job<StretchInput, ConditionedStretch>;
  stretchSpectrogram: Job<StretchInput, StretchSpectrogram>;
}

export interface TrainingJobs {
  start: Job<{ readonly request: BackendRequest }, Engine>;
  /** Which of these blocks are not kept here; forgets the blocks of all other keys. */
  missingBlocks: Job<readonly string[], readonly string[]>;
  keepBlock: Job<{ readonly key: string; readonly block: BeatBlock }, void>;
  /** Its results come as events. */
  race: Job<RaceInput, void, TrainingEvent>;
  /** Takes effect before the next step of the race; without a race it does nothing. */
  control: Job<RaceCommand, void>;
  /** null where there is none, or where it runs in another tab. */
  savedRace: Job<null, SavedRace | null>;
  discardSaved: Job<null, void>;
  /** Times the models on the engine that is started; each row as it is known. Not while a race runs. */
  speed: Job<null, void, SpeedEvent>;
}

/** Any worker's jobs. */
export type Jobs = { readonly [Name: string]: Job<unknown, unknown, unknown> };

export type JobResult<Output> =
  | { readonly status: 'ok'; readonly value: Output }
  | { readonly status: 'error'; readonly problem: Problem }
  | { readonly status: 'cancelled' };

/** What every worker exposes through comlink. */
export interface JobServer {
  run(
    id: number,
    name: string,
    input: unknown,
    onProgress: ((progress: unknown) => void) | null,
  ): Promise<JobResult<unknown>>;
  cancel(id: number): void;
  /** Holds a lock of this name until the worker's end; resolves when it is held, with false where the browser has no locks. */
  live(lock: string): Promise<boolean>;
}
