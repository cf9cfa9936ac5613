import { beforeAll, describe, expect, it } from 'vitest';
import { ofKind, timeless, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import type { TrainingEvent } from '../domain/training';
import { startEngine } from '../engine/backends';
import { nodePlatform } from '../headless/node-platform';
import { RaceControl } from './race-control';

/** 100 beats train in batches of 16. */
const STEPS_PER_EPOCH = 7;

const soon = (act: () => void): void => void setTimeout(act, 5);

/** Sends `commands` one after the other, each when the race is paused, then resumes; returns the steps taken before each pause. */
async function commanded(strategies: readonly string[], commands: readonly ('step' | 'epoch')[]) {
  const control = new RaceControl();
  control.send({ kind: 'pause' });
  const waiting = [...commands];
  const steps: number[] = [];
  let taken = 0;
  const outcome = await tinyRace(tinySpec(strategies), {
    control,
    onEvent: (event) => {
      if (event.kind === 'progress') taken += 1;
      if (event.kind !== 'control' || event.state !== 'paused') return;
      steps.push(taken);
      const kind = waiting.shift() ?? 'resume';
      soon(() => control.send({ kind }));
    },
  });
  return { ...outcome, steps };
}

describe('a race under control', () => {
  beforeAll(async () => {
    await startEngine('wasm', nodePlatform());
  });

  it('takes one step at a time, or one epoch of every strategy, and ends as if nothing had been', async () => {
    const { steps, results, events } = await commanded(['time', 'rhythm'], ['step', 'step', 'epoch', 'step']);
    expect(steps).toEqual([0, 1, 2, 2 * STEPS_PER_EPOCH, 2 * STEPS_PER_EPOCH + 1]);
    expect(ofKind(events, 'control').at(-1)?.state).toBe('running');
    expect(timeless(results)).toEqual(timeless((await tinyRace(tinySpec(['time', 'rhythm']))).results));
  });

  it('does nothing while it is paused, and pauses between two steps', async () => {
    const control = new RaceControl();
    const told: TrainingEvent[] = [];
    const started = performance.now();
    const race = tinyRace(tinySpec(['early']), {
      control,
      onEvent: (event) => {
        told.push(event);
        const isFirst = event.kind === 'progress' && event.epoch === 2 && event.epochFraction === 0.16;
        if (isFirst) control.send({ kind: 'pause' });
      },
    });
    while (told.at(-1)?.kind !== 'control') await new Promise((resolve) => setTimeout(resolve, 5));
    const paused = performance.now();
    const before = told.length;
    expect(told.at(-2)).toMatchObject({ kind: 'progress', epoch: 2, epochFraction: 0.16 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told.length).toBe(before);
    const pausedFor = performance.now() - paused;
    control.send({ kind: 'resume' });
    const { results } = await race;
    // The time of the pause is not time of training.
    expect(results[0]?.trainSeconds).toBeLessThan((performance.now() - started - pausedFor) / 1000);
  });

  it('can be cancelled while it is paused', async () => {
    const control = new RaceControl();
    control.send({ kind: 'pause' });
    const controller = new AbortController();
    soon(() => controller.abort(new Error('enough')));
    await expect(tinyRace(tinySpec(['early']), { control, signal: controller.signal })).rejects.toThrow('enough');
  });

  it('stops amid an epoch and judges what is there; what had not begun is named', async () => {
    const control = new RaceControl();
    const stopAt = (epoch: number, training: string) => (event: TrainingEvent) => {
      if (event.kind !== 'progress' || event.epoch !== epoch || event.training !== training) return;
      if (event.epochFraction > 0.4) control.send({ kind: 'stop' });
    };
    const second = await tinyRace(tinySpec(['time', 'rhythm']), { control, onEvent: stopAt(2, 'time') });
    expect(second.results.map(({ epochs, endings }) => [epochs, endings[0]?.epochs])).toEqual([
      [1, 1.48],
      [1, 1],
    ]);
    expect(second.results[0]?.endings[0]?.sentence).toBe('Stopped by hand after 1.5 epochs.');
    expect(second.results[0]?.curves.trainLoss.length).toBe(1);
    expect(ofKind(second.events, 'ended').map(({ ending }) => [ending.model, ending.reason, ending.epochs])).toEqual([
      ['time', 'stopped', 1.48],
      ['rhythm', 'stopped', 1],
    ]);
    expect(second.events).toContainEqual({ kind: 'control', state: 'stopping' });

    const control2 = new RaceControl();
    const first = await tinyRace(tinySpec(['time', 'rhythm']), {
      control: control2,
      onEvent: (event) => event.kind === 'progress' && control2.send({ kind: 'stop' }),
    });
    expect(first.results.map(({ strategy }) => strategy)).toEqual(['time']);
    expect(ofKind(first.events, 'failed')[0]).toMatchObject({
      strategy: 'rhythm',
      problem: { code: 'training-not-begun' },
    });
  });

  it('stops while it is paused', async () => {
    const control = new RaceControl();
    const { results } = await tinyRace(tinySpec(['early']), {
      control,
      onEvent: (event) => {
        if (event.kind === 'progress') control.send({ kind: 'pause' });
        if (event.kind === 'control' && event.state === 'paused') soon(() => control.send({ kind: 'stop' }));
      },
    });
    expect(results[0]?.endings[0]).toMatchObject({ reason: 'stopped', epochs: 0.16 });
  });

  it('changes the learning rate and the class weighting from the next step on, and says where', async () => {
    const control = new RaceControl();
    const { events, results } = await tinyRace(tinySpec(['early'], { schedule: 'constant' }), {
      control,
      onEvent: (event) => {
        if (event.kind !== 'progress' || event.epoch !== 2 || event.epochFraction !== 0.32) return;
        control.send({ kind: 'changeLearningRate', learningRate: 0.001 });
        control.send({ kind: 'changeClassWeighting', classWeighting: 'none' });
      },
    });
    const rates = ofKind(events, 'progress').map(({ learningRate }) => learningRate);
    expect(rates.slice(0, STEPS_PER_EPOCH + 2).every((rate) => rate === 0.01)).toBe(true);
    expect(rates.slice(STEPS_PER_EPOCH + 2).every((rate) => rate === 0.001)).toBe(true);
    const at = { training: 'early', epoch: 2, epochFraction: 0.32 };
    expect(ofKind(events, 'changed').map(({ change }) => change)).toEqual([
      { ...at, what: 'learningRate', from: 0.01, to: 0.001 },
      { ...at, what: 'classWeighting', from: 'root', to: 'none' },
    ]);
    expect(results[0]?.changes.length).toBe(2);
  });

  it('tells running loss and accuracy while an epoch is under way', async () => {
    const told: TrainingEvent[] = [];
    await tinyRace(tinySpec(['intermediate'], { epochs: 30 }), { onEvent: (event) => told.push(event) });
    const running = ofKind(told, 'progress').flatMap((event) => event.running ?? []);
    expect(running.length).toBeGreaterThan(0);
    for (const { loss, accuracy } of running) {
      expect(loss).toBeGreaterThan(0);
      expect(accuracy).toBeGreaterThanOrEqual(0);
      expect(accuracy).toBeLessThanOrEqual(1);
    }
  });
});
