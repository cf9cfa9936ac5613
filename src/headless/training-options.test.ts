import { describe, expect, it } from 'vitest';
import { initialSpec } from '../domain/experiment';
import { HELP } from './help';
import { TRAINING_OPTIONS, trainingOf } from './training-options';

const INITIAL = initialSpec([]).training;

describe('training options', () => {
  it('leave everything as it is where none is given', () => {
    expect(trainingOf({}, INITIAL)).toEqual(INITIAL);
  });

  it('set every training setting, and each is explained', () => {
    const values = {
      ...{ epochs: '3', batch: '32', rate: '0.01', schedule: 'plateau', 'plateau-factor': '0.1' },
      ...{ 'plateau-patience': '4', 'early-stopping': '5', clip: '1.5', decay: '0', dropout: '0.3' },
      ...{ 'encoder-dropout': '0.4', weighting: 'none' },
    };
    expect(Object.keys(values)).toEqual(Object.keys(TRAINING_OPTIONS));
    const set = trainingOf(values, INITIAL);
    const unchanged = Object.entries(INITIAL).filter(([key, value]) => set[key as keyof typeof set] === value);
    expect(unchanged).toEqual([]);
    for (const option of Object.keys(values)) expect(HELP).toContain(`--${option}`);
  });

  it.each([
    [{ schedule: 'steps' }, /--schedule: expected one of constant, cosine, plateau, found steps/],
    [{ 'early-stopping': '1.5' }, /--early-stopping: expected a whole number of 0 or more, found 1.5/],
    [{ clip: '-1' }, /--clip: expected a number from 0/],
    [{ 'plateau-factor': 'half' }, /--plateau-factor: expected a number from 0 to 1, found half/],
  ])('refuse %o', (values, sentence) => {
    expect(() => trainingOf(values, INITIAL)).toThrow(sentence);
  });
});
