/** The training settings of an experiment as options of the command line. */

import { CLASS_WEIGHTINGS, LEARNING_RATE_SCHEDULES, type TrainingSettings } from '../domain/experiment';
import { between, count, oneOf, positive, wholeOrNone } from './arguments';

export const TRAINING_OPTIONS = {
  epochs: { type: 'string' },
  batch: { type: 'string' },
  rate: { type: 'string' },
  schedule: { type: 'string' },
  'plateau-factor': { type: 'string' },
  'plateau-patience': { type: 'string' },
  'early-stopping': { type: 'string' },
  clip: { type: 'string' },
  decay: { type: 'string' },
  dropout: { type: 'string' },
  'encoder-dropout': { type: 'string' },
  weighting: { type: 'string' },
} as const;

export type TrainingValues = Readonly<Partial<Record<keyof typeof TRAINING_OPTIONS, string>>>;

/** What was given in place of what `initial` has. Throws `LabError` where a value cannot be. */
export function trainingOf(values: TrainingValues, initial: TrainingSettings): TrainingSettings {
  return {
    epochs: count('--epochs', values.epochs, initial.epochs),
    batchSize: count('--batch', values.batch, initial.batchSize),
    learningRate: positive('--rate', values.rate, initial.learningRate),
    schedule: oneOf('--schedule', values.schedule ?? initial.schedule, LEARNING_RATE_SCHEDULES),
    plateauFactor: between('--plateau-factor', values['plateau-factor'], initial.plateauFactor, 0, 1),
    plateauPatience: count('--plateau-patience', values['plateau-patience'], initial.plateauPatience),
    earlyStoppingPatience: wholeOrNone('--early-stopping', values['early-stopping'], initial.earlyStoppingPatience),
    gradientClip: between('--clip', values.clip, initial.gradientClip, 0, Number.MAX_VALUE),
    weightDecay: between('--decay', values.decay, initial.weightDecay, 0, 1),
    dropout: between('--dropout', values.dropout, initial.dropout, 0, 0.99),
    encoderDropout: between('--encoder-dropout', values['encoder-dropout'], initial.encoderDropout, 0, 0.99),
    classWeighting: oneOf('--weighting', values.weighting ?? initial.classWeighting, CLASS_WEIGHTINGS),
  };
}
