import {
  type ClassWeighting,
  initialSpec,
  type LearningRateSchedule,
  type TrainingSettings,
} from '../../domain/experiment';
import type { Race } from '../../lab/state';

/** A number that a person may set, with the one line that says what it does and why one would change it. */
export interface NumberSetting<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly whole: boolean;
  readonly why: string;
}

type NumberKey = {
  [Key in keyof TrainingSettings]: TrainingSettings[Key] extends number ? Key : never;
}[keyof TrainingSettings];

export const NUMBER_SETTINGS: readonly NumberSetting<NumberKey>[] = [
  {
    key: 'epochs',
    label: 'Epochs',
    unit: '',
    minimum: 1,
    maximum: 200,
    step: 1,
    whole: true,
    why: 'Passes over all training examples. More learn longer, and after a while by heart.',
  },
  {
    key: 'batchSize',
    label: 'Batch size',
    unit: 'examples',
    minimum: 8,
    maximum: 1024,
    step: 8,
    whole: true,
    why: 'Examples behind each step. Large ones are faster; small ones take more and noisier steps.',
  },
  {
    key: 'learningRate',
    label: 'Learning rate',
    unit: '',
    minimum: 0.00001,
    maximum: 0.1,
    step: 0.0005,
    whole: false,
    why: 'Largest step of Adam; the schedule may lower it. Too high and the loss jumps.',
  },
  {
    key: 'dropout',
    label: 'Dropout',
    unit: '',
    minimum: 0,
    maximum: 0.9,
    step: 0.05,
    whole: false,
    why: 'Share of units behind the convolutions and in the head switched off at random, so that none is relied on alone.',
  },
  {
    key: 'encoderDropout',
    label: 'Encoder dropout',
    unit: '',
    minimum: 0,
    maximum: 0.9,
    step: 0.05,
    whole: false,
    why: 'The same at the end of each CNN: it keeps them from knowing the patient instead of the beat.',
  },
  {
    key: 'weightDecay',
    label: 'Weight decay',
    unit: '',
    minimum: 0,
    maximum: 0.1,
    step: 0.01,
    whole: false,
    why: 'Pulls weights towards 0 at each step, which keeps models simple.',
  },
  {
    key: 'gradientClip',
    label: 'Gradient clipping',
    unit: 'longest norm',
    minimum: 0,
    maximum: 1000,
    step: 0.5,
    whole: false,
    why: 'Shortens a longer gradient to this, so that one odd batch cannot throw a model off. 0: no limit.',
  },
  {
    key: 'earlyStoppingPatience',
    label: 'Early stopping',
    unit: 'epochs',
    minimum: 0,
    maximum: 200,
    step: 1,
    whole: true,
    why: 'After so many without a lower validation loss a model stops and takes back its best weights. 0: never.',
  },
];

/** Asked for only where the schedule is `plateau`. */
export const PLATEAU_SETTINGS: readonly NumberSetting<NumberKey>[] = [
  {
    key: 'plateauFactor',
    label: 'Plateau factor',
    unit: '',
    minimum: 0.01,
    maximum: 1,
    step: 0.1,
    whole: false,
    why: 'What the learning rate is multiplied by when validation stands still.',
  },
  {
    key: 'plateauPatience',
    label: 'Plateau patience',
    unit: 'epochs',
    minimum: 1,
    maximum: 200,
    step: 1,
    whole: true,
    why: 'How long the validation loss may stand still before the rate is lowered.',
  },
];

export const SEED_SETTING: NumberSetting<'seed'> = {
  key: 'seed',
  label: 'Seed',
  unit: '',
  minimum: 0,
  maximum: 4_294_967_295,
  step: 1,
  whole: true,
  why: 'Starts all chance: weights, order, split. The same seed repeats a run; others show how much is luck.',
};

/** One of a few values that a person may choose. */
export interface ChoiceSetting<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly why: string;
}

export const SCHEDULE: ChoiceSetting<LearningRateSchedule> = {
  label: 'Schedule',
  options: [
    { value: 'constant', label: 'constant: the same throughout' },
    { value: 'cosine', label: 'cosine: to 0 along half a cosine' },
    { value: 'plateau', label: 'plateau: lower where validation stands still' },
  ],
  why: 'How the learning rate goes on. Large steps find the region, small ones the spot.',
};

export const CLASS_WEIGHTING: ChoiceSetting<ClassWeighting> = {
  label: 'Class weighting',
  options: [
    { value: 'none', label: 'none: every example counts alike' },
    { value: 'root', label: 'root: by 1/√count' },
    { value: 'balanced', label: 'balanced: by 1/count' },
  ],
  why: 'How much rarer classes count in the loss. Without it, calling everything N looks good.',
};

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly why: string;
  readonly training: Partial<TrainingSettings>;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'quick',
    label: 'Quick',
    why: 'A first look, as the lab opens.',
    training: initialSpec([]).training,
  },
  {
    id: 'thorough',
    label: 'Thorough',
    why: 'For a result to talk about: 20 epochs.',
    training: { ...initialSpec([]).training, epochs: 20 },
  },
];

/** True where every setting of the preset is in force. */
export function isInForce({ training }: Preset, settings: TrainingSettings): boolean {
  return Object.entries(training).every(([key, value]) => settings[key as keyof TrainingSettings] === value);
}

/** The number that a person typed, or the sentence that says why it cannot be used. */
export function readSetting(
  text: string,
  setting: NumberSetting,
): { readonly value: number } | { readonly problem: string } {
  const value = Number(text.trim().replace(',', '.'));
  const { minimum, maximum, whole, label } = setting;
  const fits = text.trim() !== '' && Number.isFinite(value) && value >= minimum && value <= maximum;
  if (fits && (!whole || Number.isInteger(value))) return { value };
  const kind = whole ? 'a whole number' : 'a number';
  return { problem: `${label}: expected ${kind} from ${minimum} to ${maximum}, found “${text.trim()}”.` };
}

/** The settings that a race trains under now: those that it began with, and what was changed since. */
export function trainingNow({ spec, changes }: Pick<Race, 'spec' | 'changes'>): TrainingSettings {
  return { ...spec.training, ...Object.fromEntries(changes.map(({ what, to }) => [what, to])) };
}
