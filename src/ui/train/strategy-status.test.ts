import { describe, expect, it } from 'vitest';
import type { StrategyResult } from '../../domain/training';
import type { Race } from '../../lab/state';
import { statusesOf } from './strategy-status';

const planned = ['time', 'early', 'late'].map((strategy) => ({
  strategy,
  branches: strategy === 'time' ? ['time'] : ['time', 'rhythm'],
  parameters: 10,
}));
const curves = { trainLoss: [1], trainAccuracy: [0.6], validationLoss: [1], validationAccuracy: [0.5, 0.7] };

function raceWith(change: Partial<Race>, training: string | null = null): Race {
  const progress = training && {
    training,
    epoch: 1,
    epochFraction: 0.5,
    totalFraction: 0.1,
    secondsLeft: 3,
    beatsPerSecond: 900,
  };
  const race = { status: 'training', planned, curves: {}, results: [], progress: progress || null, ...change };
  return race as unknown as Race;
}
const finished = (strategy: string) => ({ strategy }) as unknown as StrategyResult;
const states = (race: Race) => statusesOf(race).map(({ state }) => state);

describe('status of each strategy', () => {
  it('waits until its turn', () => expect(states(raceWith({}))).toEqual(['waiting', 'waiting', 'waiting']));
  it('trains when progress names it', () => {
    expect(states(raceWith({ results: [finished('time')] }, 'early'))).toEqual(['done', 'training', 'waiting']);
  });
  it('counts the training of a member as training of late fusion', () => {
    const race = raceWith({ results: [finished('time'), finished('early')] }, 'rhythm');
    expect(states(race)).toEqual(['done', 'done', 'training']);
  });
  it('has stopped where the race ended before it', () => {
    expect(states(raceWith({ status: 'cancelled', results: [finished('time')] }))).toEqual([
      'done',
      'stopped',
      'stopped',
    ]);
  });
  it('tells the last validation accuracy', () => {
    const [time, early] = statusesOf(raceWith({ curves: { time: curves } }));
    expect(time).toMatchObject({ epochs: 2, validationAccuracy: 0.7 });
    expect(early?.validationAccuracy).toBeNaN();
  });
});
