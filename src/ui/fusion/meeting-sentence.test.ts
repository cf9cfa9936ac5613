import { expect, it } from 'vitest';
import type { FusionPlan } from '../../fusion/model-spec';
import { buildPlans } from '../../fusion/registry';
import { meetingSentence } from './meeting-sentence';
import { streamPlanOf } from './stream-shares';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [6] };
const sentence = async (id: string, branches = Object.keys(SHAPES), earlyBalance: 'none' | 'equal' = 'none') => {
  const [plan] = await buildPlans([id], branches, SHAPES, { classes: 4, dropout: 0, encoderDropout: 0, earlyBalance });
  return meetingSentence(streamPlanOf(plan as FusionPlan, null), null, (name) => name.toUpperCase());
};

it('names the modality that drowns the others', async () =>
  expect(await sentence('early')).toBe('ribbon width = features: 76\u00a0% is spectrogram'));

it('says what equal weight and encoders do', async () => {
  expect(await sentence('early', undefined, 'equal')).toBe('evened out: 25\u00a0% each where they meet');
  expect(await sentence('intermediate')).toBe('evened out: 25\u00a0% each where they meet');
});

it('claims no fusion of one stream', async () =>
  expect(await sentence('early', ['time'])).toBe('one stream: nothing to fuse yet'));

it('says when late weights are fitted', async () =>
  expect(await sentence('late')).toBe('weights will be fitted on validation'));
