import { expect, it } from 'vitest';
import { initialSpec } from '../../domain/experiment';
import { LabError } from '../../domain/problem';
import type { Ending } from '../../domain/training';
import { newRace } from '../../lab/race-events';
import type { Race } from '../../lab/state';
import { announcementOf, changeText, notesOf, savedQuestion, standingOf } from './race-sentences';
import { trainingNow } from './settings';

const spec = initialSpec([]);
const race: Race = {
  ...newRace(spec, [], { source: 'builtin', name: 'Built-in cohort', key: '' }, 0),
  status: 'training',
};
const progress = {
  training: 'time',
  epoch: 3,
  epochFraction: 0.4,
  totalFraction: 0.5,
  secondsLeft: 12,
  beatsPerSecond: 1234,
} as NonNullable<Race['progress']>;

function ending(model: string, sentence: string): Ending {
  return { model, reason: 'stopped', epochs: 2, judgedAfter: 2, sentence, problem: null };
}

it('tells failures, notices and endings, each once and by name', () => {
  const { problem } = new LabError({
    code: 'training-diverged',
    file: '',
    field: 'training of rhythm',
    expected: 'a loss that falls',
    found: 'NaN',
    at: 'epoch 1',
    fix: 'Lower it.',
  });
  const told: Race = {
    ...race,
    notices: ['Memory ran out.'],
    endings: [
      ending('time', ''),
      ending('early', 'Stopped by hand after 2 epochs.'),
      ending('rhythm', problem.message),
    ],
    failures: { rhythm: problem },
  };
  expect(notesOf(told, (model) => model.toUpperCase())).toEqual([
    `RHYTHM cannot be judged: ${problem.message}`,
    'Memory ran out.',
    'EARLY: Stopped by hand after 2 epochs.',
  ]);
});

it('tells which models fell back from the plan to single operations, and why', () => {
  const refusal = 'Layer head/1 multiplies by -1; a factor above 0 was expected.';
  const executors = {
    early: { model: 'early', kind: 'ops', launchesPerStep: null, refusal },
    rhythm: { model: 'rhythm', kind: 'plan', launchesPerStep: 31, refusal: null },
  } as const;
  expect(notesOf({ ...race, executors }, (model) => model)).toEqual([
    `early runs one operation at a time (ops), which is slower. ${refusal}`,
  ]);
});

it('says where a race stands', () => {
  expect(standingOf({ ...race, phase: 'Preparing' })).toBe('Preparing');
  expect(standingOf({ ...race, progress })).toBe('12 s left · 1,234 beats/s');
  expect(standingOf({ ...race, progress, control: 'paused' })).toBe('Paused in epoch 3 of 6, 40 % of it done');
  expect(standingOf({ ...race, progress, control: 'stopping' })).toMatch(/^Stopped/);
});

it('announces a pause apart from training', () => {
  const said = (['running', 'paused', 'stopping'] as const).map((control) => announcementOf({ ...race, control }));
  expect(new Set(said).size).toBe(3);
  expect(announcementOf({ ...race, status: 'finished', control: 'paused' })).toContain('finished');
});

it('asks for a saved race by its time, and by its day where that is another', () => {
  const savedAt = new Date(2026, 4, 14, 14, 32).getTime();
  const saved = { spec, keys: [], savedAt, epoch: 3, backend: 'wasm' };
  const question = (now: Date): string => savedQuestion(saved, now);
  expect(question(new Date(2026, 4, 14, 18))).toBe('Continue the training of 14:32, epoch 3 of 6?');
  expect(question(new Date(2026, 4, 15, 9))).toBe('Continue the training of 14 May, 14:32, epoch 3 of 6?');
});

it('knows what was changed and what is in force since', () => {
  const changes = [
    { training: 'time', epoch: 2, epochFraction: 0.5, what: 'learningRate', from: 0.001, to: 0.0005 },
    { training: 'time', epoch: 3, epochFraction: 0, what: 'classWeighting', from: 'root', to: 'none' },
  ] as const;
  expect(changes.map(changeText)).toEqual(['learning rate 0.001 → 0.0005', 'class weighting root → none']);
  expect(trainingNow({ spec, changes })).toEqual({ ...spec.training, learningRate: 0.0005, classWeighting: 'none' });
});
