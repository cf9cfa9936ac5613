import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RaceClock, type Timed } from './race-clock';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const model = (epochs = 0, isTraining = true): Timed => ({ cost: 900_000, epochs, isTraining });

it('foretells from the arithmetic that is done and the time that it took', () => {
  const models = [model(), model()];
  const clock = new RaceClock(models, 4);
  vi.advanceTimersByTime(1000);
  expect(clock.at(models[0] as Timed, 1)).toEqual({ totalFraction: 1 / 8, secondsLeft: 7 });
});

it('leaves out pauses, what was done before it began, and models that have ended', () => {
  const ended = model(1, false);
  const going = { cost: 900_000, epochs: 2, isTraining: true };
  const clock = new RaceClock([ended, going], 4);
  vi.advanceTimersByTime(61_000);
  clock.leaveOut(60_000);
  expect(clock.at(going, 0.5)).toEqual({ totalFraction: 3.5 / 5, secondsLeft: 3 });
});
