import { describe, expect, it } from 'vitest';
import type { Case, Contender, Entrant } from './contender';
import type { MeasuredRow } from './rows';
import { mismatchOf, runCase } from './run-case';

const TRIAL: Case = { model: { name: 'reference', members: [] }, batch: 10, batches: [] };

/** A contender whose clock says `secondsPerStep`; `diary` has its name for every turn. */
function entrant(engine: Contender['engine'], secondsPerStep: number, diary: string[], loss = 1.5): Entrant {
  const contender: Contender = {
    engine,
    backend: 'pretended',
    losses: async (steps) => Array.from({ length: steps }, (_, step) => loss - step / 10),
    train: async (steps) => {
      diary.push(`${engine} ${steps}`);
      return steps * secondsPerStep;
    },
    issue: async () => 2,
    launches: async () => 7,
    dispose: async () => void diary.push(`${engine} leaves`),
  };
  return { engine, backend: 'pretended', open: async () => contender };
}

describe('a case of the bench', () => {
  it('lets all train in turns, for as many steps as fill a turn', async () => {
    const diary: string[] = [];
    const entrants = [entrant('lab', 0.1, diary), entrant('tfjs', 1, diary)];
    const rows = await runCase(TRIAL, entrants, { seconds: 2, rounds: 2 }, () => {});
    expect(diary.slice(-6)).toEqual(['lab 10', 'tfjs 1', 'lab 10', 'tfjs 1', 'lab leaves', 'tfjs leaves']);
    expect(rows).toMatchObject([
      { engine: 'lab', beatsPerSecond: 100, msPerStep: 100, issueMsPerStep: 2, launchesPerStep: 7, peakGpuBytes: null },
      { engine: 'tfjs', beatsPerSecond: 10, msPerStep: 1000, spread: [10, 10] },
    ]);
  });

  it('has the reason of one that cannot, and goes on without it', async () => {
    const broken: Entrant = { ...entrant('tfjs', 1, []), open: () => Promise.reject(new Error('no such kernel')) };
    const rows = await runCase(TRIAL, [broken, entrant('lab', 1, [])], { seconds: 1, rounds: 1 }, () => {});
    expect(rows).toMatchObject([
      { engine: 'tfjs', cannot: 'no such kernel' },
      { engine: 'lab', beatsPerSecond: 10 },
    ]);
  });

  it('ends a contender that opened and then failed', async () => {
    const diary: string[] = [];
    const sound = entrant('tfjs', 1, diary);
    const failing: Entrant = {
      ...sound,
      open: async (trial) => ({ ...(await sound.open(trial)), losses: () => Promise.reject(new Error('lost')) }),
    };
    const rows = await runCase(TRIAL, [failing], { seconds: 1, rounds: 1 }, () => {});
    expect(rows).toMatchObject([{ cannot: 'lost' }]);
    expect(diary).toEqual(['tfjs leaves']);
  });

  it('marks a contender with other losses', async () => {
    const entrants = [entrant('lab', 1, []), entrant('tfjs', 1, [], 1.6)];
    const [lab, tfjs] = (await runCase(TRIAL, entrants, { seconds: 1, rounds: 1 }, () => {})) as MeasuredRow[];
    expect(lab?.mismatch).toBeUndefined();
    expect(tfjs?.mismatch).toMatch(/the loss of step 1 is 1.6, ours 1.5/);
  });

  it('lets a thousandth pass, and nothing that is not a number', () => {
    expect(mismatchOf([1.0009], [1])).toBeUndefined();
    expect(mismatchOf([1, 1.002], [1, 1])).toMatch(/step 2/);
    expect(mismatchOf([Number.NaN], [1])).toMatch(/NaN/);
  });
});
