import { expect, it } from 'vitest';
import type { TrainingEvent } from '../src/domain/training';
import { throttled } from './throttled';

const progress = (epochFraction: number): TrainingEvent => ({
  ...{ kind: 'progress', training: 'time', epoch: 1, epochFraction, totalFraction: 0, secondsLeft: 0 },
  ...{ beatsPerSecond: 1, learningRate: 0.1, running: null },
});

it('passes ten progresses a second, every other event, and before that the progress that it held back', async () => {
  const told: TrainingEvent[] = [];
  const tell = throttled((event) => told.push(event));
  for (let step = 1; step <= 50; step++) tell(progress(step / 100));
  expect(told).toEqual([progress(0.01)]);
  tell({ kind: 'control', state: 'paused' });
  expect(told).toEqual([progress(0.01), progress(0.5), { kind: 'control', state: 'paused' }]);
  tell({ kind: 'phase', phase: 'Judging' });
  expect(told.length).toBe(4);
  await new Promise((resolve) => setTimeout(resolve, 110));
  tell(progress(0.6));
  expect(told.at(-1)).toEqual(progress(0.6));
});
