import { expect, it } from 'vitest';
import { executorText, fallbackSentences, type ModelExecutor } from './executor';

const ops = (model: string, refusal: string | null): ModelExecutor => ({
  model,
  kind: 'ops',
  launchesPerStep: null,
  refusal,
});

it('names what runs a step, and how many dispatches that takes where they are known', () => {
  expect(executorText({ kind: 'plan', launchesPerStep: 68 })).toBe('plan, 68 dispatches a step');
  expect(executorText({ kind: 'ops', launchesPerStep: null })).toBe('ops');
});

it('says once for each reason which models fell back, and nothing of a backend that has no plan', () => {
  expect(fallbackSentences([ops('time', null), ops('early', null)])).toEqual([]);
  const differs = 'The compiled program differs from the reference by 0.50.';
  const cannot = 'Layer head/1 multiplies by -1; a factor above 0 was expected.';
  expect(
    fallbackSentences([ops('time', differs), ops('early', cannot), ops('rhythm', differs)], (model) =>
      model.toUpperCase(),
    ),
  ).toEqual([
    `TIME and RHYTHM run one operation at a time (ops), which is slower. ${differs}`,
    `EARLY runs one operation at a time (ops), which is slower. ${cannot}`,
  ]);
});
