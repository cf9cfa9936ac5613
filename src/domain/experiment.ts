/** The one thing a person edits; everything else in the lab is derived from it. Plain JSON. */

import { R_PEAK_DETECTOR_IDS, type RPeakDetectorId } from './r-peak-detector';
import { initialParameters, type ParameterValues, type RepresentationDefinition } from './representation';
import { BEAT_TASK, type Task } from './task';

/** `aami`: DS1 -> DS2. `aami-strict`: the same with subject 201/202 on one side only. `patient`: random by patient.
 * `beat`: random by beat, which leaks patients from training into test. `given`: tables TRAIN -> TEST, as published. */
export const SPLIT_RULES = ['aami', 'aami-strict', 'patient', 'beat', 'given'] as const;
export type SplitRule = (typeof SPLIT_RULES)[number];

export const CLASS_WEIGHTINGS = ['none', 'root', 'balanced'] as const;
export type ClassWeighting = (typeof CLASS_WEIGHTINGS)[number];

/** `constant`: the peak throughout. `cosine`: half a cosine from the peak to 0. `plateau`: lowered where validation stands still. */
export const LEARNING_RATE_SCHEDULES = ['constant', 'cosine', 'plateau'] as const;
export type LearningRateSchedule = (typeof LEARNING_RATE_SCHEDULES)[number];

/** Frequencies of the mains; 0: no notch. */
export const NOTCHES_HZ = [0, 50, 60] as const;
export type NotchHz = (typeof NOTCHES_HZ)[number];

/** `none`: the band-pass alone. `median`: the medians over 200 and 600 ms are taken off first (de Chazal et al. 2004). */
export const BASELINE_RULES = ['none', 'median'] as const;
export type BaselineRule = (typeof BASELINE_RULES)[number];

export interface ConditioningSpec {
  /** Zero-phase band-pass edges. */
  readonly lowHz: number;
  readonly highHz: number;
  /** Order of the Butterworth low-pass prototype; the zero-phase band-pass has four times as many poles. */
  readonly order: number;
  /** The rate that every lead is resampled to. */
  readonly workingRateHz: number;
  /** Where the hum of the mains is cut out, without delay, before the band-pass; absent: nowhere. */
  readonly notchHz?: NotchHz;
  /** How the wander of the baseline is taken off before the band-pass; absent: `none`. */
  readonly baseline?: BaselineRule;
}

export interface FusionSettings {
  /** Representation ids that early, intermediate and late fusion merge. */
  readonly branches: readonly string[];
  /** Strategy ids to train: a representation id is the unimodal baseline; else `early`, `intermediate`, `late`. */
  readonly strategies: readonly string[];
  /** `equal`: each modality's block of the early-fusion input is scaled so that all carry the same total variance. */
  readonly earlyBalance: 'none' | 'equal';
}

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  /** Peak step size of Adam. */
  readonly learningRate: number;
  readonly schedule: LearningRateSchedule;
  /** Of the `plateau` schedule: what the rate is multiplied by, after how many epochs without a lower validation loss. */
  readonly plateauFactor: number;
  readonly plateauPatience: number;
  /** Epochs without a lower validation loss after which a model stops and takes back its best weights; 0: never. */
  readonly earlyStoppingPatience: number;
  /** Largest norm of a step's gradient; a longer one is shortened to it. 0: no limit. */
  readonly gradientClip: number;
  readonly weightDecay: number;
  /** Share of the head's hidden units that a step leaves out. */
  readonly dropout: number;
  /** Share of what a convolutional encoder found that a step leaves out. */
  readonly encoderDropout: number;
  readonly classWeighting: ClassWeighting;
}

export interface SplitSettings {
  readonly rule: SplitRule;
  /** Share of the recordings not in test that validate (of the beats, where the rule is `beat`). */
  readonly validationShare: number;
  /** Share of the subjects that test (of the beats, where the rule is `beat`); the AAMI rules name theirs. */
  readonly testShare: number;
}

export interface ExperimentSpec {
  readonly version: 1;
  readonly seed: number;
  /** Absent: the classes of annotated beats. */
  readonly task?: Task;
  /** Lead names in order of preference; the first that a recording has is analysed. */
  readonly leads: readonly string[];
  /**
   * Leads that become the channels of every branch; a recording that lacks one is left out. `MLII|II|V5` is one channel: the
   * first of these that a recording has. Absent: one lead, as `leads` says.
   */
  readonly channels?: readonly string[];
  readonly conditioning: ConditioningSpec;
  /** What finds the beats of recordings that nobody annotated; absent: the first of `R_PEAK_DETECTOR_IDS`. */
  readonly detector?: RPeakDetectorId;
  /** Beats of less quality (0 to 1) train nothing; absent or 0: all train. */
  readonly leastQuality?: number;
  /** Parameters by representation id. */
  readonly representations: Readonly<Record<string, ParameterValues>>;
  readonly split: SplitSettings;
  readonly fusion: FusionSettings;
  readonly training: TrainingSettings;
}

export function detectorOf({ detector }: Pick<ExperimentSpec, 'detector'>): RPeakDetectorId {
  return detector ?? R_PEAK_DETECTOR_IDS[0];
}

export function taskOf({ task }: Pick<ExperimentSpec, 'task'>): Task {
  return task ?? BEAT_TASK;
}

/** The experiment that the lab opens with: every representation at its initial parameters, the quick preset. */
export function initialSpec(
  definitions: readonly Pick<RepresentationDefinition, 'id' | 'parameters'>[],
): ExperimentSpec {
  return {
    version: 1,
    seed: 1,
    leads: ['MLII', 'II', 'V5', 'I'],
    conditioning: { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 },
    representations: Object.fromEntries(definitions.map(({ id, parameters }) => [id, initialParameters(parameters)])),
    split: { rule: 'patient', validationShare: 0.2, testShare: 0.3 },
    fusion: {
      branches: ['time', 'frequency', 'spectrogram'],
      strategies: ['time', 'frequency', 'spectrogram', 'early', 'intermediate', 'late'],
      earlyBalance: 'none',
    },
    // Rate, decay and encoder dropout were chosen by cross-validation by patient inside DS1 of MIT-BIH, not on DS2.
    training: {
      epochs: 6,
      batchSize: 64,
      learningRate: 0.001,
      schedule: 'cosine',
      plateauFactor: 0.5,
      plateauPatience: 2,
      earlyStoppingPatience: 0,
      gradientClip: 0,
      weightDecay: 0.05,
      dropout: 0.2,
      encoderDropout: 0.5,
      classWeighting: 'root',
    },
  };
}

const written = new WeakMap<ExperimentSpec, string>();

function textOf(spec: ExperimentSpec): string {
  const text = written.get(spec) ?? JSON.stringify(spec);
  written.set(spec, text);
  return text;
}

/** Whether both ask for the same, be they the same object or not. */
export function isSameExperiment(a: ExperimentSpec, b: ExperimentSpec): boolean {
  return a === b || textOf(a) === textOf(b);
}

type WindowedDefinition = Pick<RepresentationDefinition, 'id' | 'parameters' | 'forWindows'>;

/**
 * `spec` asked for `task`. Working rate and representations start anew at what suits the task, and the band where that rate
 * cannot carry it; all else stays. Rows of a table are drawn at random where they were not published in parts, because a table names no patient.
 */
export function withTask(
  { task: _before, ...spec }: ExperimentSpec,
  task: Task,
  definitions: readonly WindowedDefinition[],
): ExperimentSpec {
  const { conditioning: initial, representations } = initialSpec(definitions);
  if (task.kind === 'beat') {
    return { ...spec, conditioning: atRate(spec.conditioning, initial, initial.workingRateHz), representations };
  }
  const workingRateHz = task.kind === 'excerpt' ? task.samplingRateHz : workingRateFor(task.windowSeconds);
  return {
    ...spec,
    task,
    conditioning: atRate(spec.conditioning, initial, workingRateHz),
    representations: Object.fromEntries(
      definitions.map(({ id, forWindows }) => [
        id,
        { ...representations[id], ...forWindows?.(task.windowSeconds, workingRateHz) },
      ]),
    ),
    split:
      task.kind === 'excerpt' ? { ...spec.split, rule: spec.split.rule === 'given' ? 'given' : 'beat' } : spec.split,
  };
}

function atRate(wanted: ConditioningSpec, initial: ConditioningSpec, workingRateHz: number): ConditioningSpec {
  const isCarried = wanted.highHz < workingRateHz / 2;
  const { lowHz, highHz } = isCarried ? wanted : initial;
  return { ...wanted, lowHz, highHz, workingRateHz };
}

/** The last still carries the pass band up to 40 Hz. */
const WORKING_RATES_HZ = [256, 128, 100] as const;
const MOST_WINDOW_SAMPLES = 1024;

/** The highest rate at which a window has no more than 1,024 samples; 100 Hz where none is low enough. */
function workingRateFor(windowSeconds: number): number {
  return WORKING_RATES_HZ.find((rateHz) => rateHz * windowSeconds <= MOST_WINDOW_SAMPLES) ?? 100;
}
