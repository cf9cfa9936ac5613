/** How the training of a model ended, in words. */

import { LabError, type Problem } from '../domain/problem';
import type { Ending } from '../domain/training';

const epochsOf = (count: number): string => `${count} ${count === 1 ? 'epoch' : 'epochs'}`;

export function completed(model: string, epochs: number, judgedAfter: number): Ending {
  const sentence =
    judgedAfter === epochs
      ? ''
      : `Trained ${epochsOf(epochs)}; judged with the weights of epoch ${judgedAfter}, which had the lowest validation loss.`;
  return { model, reason: 'completed', epochs, judgedAfter, sentence, problem: null };
}

export function stoppedEarly(model: string, epochs: number, judgedAfter: number): Ending {
  const sentence = `Stopped early after ${epochsOf(epochs)}: the validation loss was lowest in epoch ${judgedAfter}, whose weights were taken back.`;
  return { model, reason: 'early-stopping', epochs, judgedAfter, sentence, problem: null };
}

export function stoppedByHand(model: string, epochs: number, judgedAfter: number): Ending {
  const rounded = Math.round(10 * epochs) / 10;
  const best =
    judgedAfter === epochs
      ? ''
      : `; judged with the weights of epoch ${judgedAfter}, which had the lowest validation loss`;
  return {
    model,
    reason: 'stopped',
    epochs,
    judgedAfter,
    sentence: `Stopped by hand after ${epochsOf(rounded)}${best}.`,
    problem: null,
  };
}

export function diverged(model: string, epochs: number, judgedAfter: number, problem: Problem): Ending {
  const sentence = `${problem.message} Judged with the weights of epoch ${judgedAfter}.`;
  return { model, reason: 'diverged', epochs, judgedAfter, sentence, problem };
}

/** It ended before it had learned anything that could be judged. */
export function failed(model: string, reason: Ending['reason'], problem: Problem): Ending {
  return { model, reason, epochs: 0, judgedAfter: 0, sentence: problem.message, problem };
}

/** `epoch` is the one that diverged; 1 is the first. */
export function divergence(model: string, epoch: number, learningRate: number, found: string): Problem {
  return new LabError({
    code: 'training-diverged',
    file: '',
    field: `training of ${model} at learning rate ${learningRate}`,
    expected: 'a loss that falls',
    found,
    at: `epoch ${epoch}`,
    fix: `Try learning rate ${Number((learningRate / 10).toPrecision(3))}.`,
  }).problem;
}

export function untrained(model: string): Problem {
  return new LabError({
    code: 'training-not-begun',
    file: '',
    field: `training of ${model}`,
    expected: 'at least one step before the stop',
    found: 'none',
    at: '',
    fix: 'Train again, and stop after its first steps.',
  }).problem;
}

export function noRoom(model: string, batchSize: number, found: string): LabError {
  return new LabError({
    code: 'out-of-memory',
    file: '',
    field: `training of ${model}`,
    expected: `memory for batches of ${batchSize} beats`,
    found,
    at: '',
    fix: 'Close other tabs, open fewer recordings, or train fewer streams at once.',
  });
}
