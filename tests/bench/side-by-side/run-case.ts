/** One model at one batch size, trained by all contenders in turns: A B C A B C, so that no one has the quiet minutes. */

import type { Case, Contender, Entrant } from './contender';
import { measurePeakBytes } from './gpu-meter';
import { type MeasuredRow, median, type RefusedRow, type Row } from './rows';
import { drainPool } from './tfjs-backend';

export interface Pace {
  /** How long each contender trains, all rounds together. */
  readonly seconds: number;
  readonly rounds: number;
}

/** Steps whose losses are compared. */
const CHECKED_STEPS = 3;

/** Largest relative difference of a loss from ours. */
const LOSS_TOLERANCE = 1e-3;

/** How often handing over a step is timed. */
const ISSUES = 5;

interface Starter {
  readonly contender: Contender;
  readonly stepsPerRound: number;
  readonly found: Pick<MeasuredRow, 'losses' | 'issueMsPerStep' | 'launchesPerStep' | 'peakGpuBytes'>;
}

export async function runCase(
  trial: Case,
  entrants: readonly Entrant[],
  pace: Pace,
  say: (line: string) => void,
): Promise<Row[]> {
  const starters = new Map<Entrant, Starter | RefusedRow>();
  for (const entrant of entrants) {
    say(`${trial.model.name}, batch ${trial.batch}: ${entrant.engine} on ${entrant.backend} warms up`);
    starters.set(entrant, await start(entrant, trial, pace));
  }
  const running = [...starters.values()].filter((each) => 'contender' in each);
  say(`${trial.model.name}, batch ${trial.batch}: ${pace.rounds} rounds`);
  const rounds = await runRounds(running, trial.batch, pace.rounds);
  for (const { contender } of running) await contender.dispose();
  drainPool();
  const reference = running.find(({ contender }) => contender.engine === 'lab')?.found.losses;
  return [...starters.values()].map((each) =>
    'cannot' in each ? each : rowOf(trial, each, rounds.get(each) as number[], reference),
  );
}

/** Opens a contender, reads its first losses, lets it warm up and finds how many steps fill a round. */
async function start(entrant: Entrant, trial: Case, { seconds, rounds }: Pace): Promise<Starter | RefusedRow> {
  const { engine, backend } = entrant;
  const { model, batch } = trial;
  let contender: Contender | undefined;
  drainPool();
  try {
    const { result, peakGpuBytes } = await measurePeakBytes(async () => {
      contender = await entrant.open(trial);
      const losses = await contender.losses(CHECKED_STEPS);
      return { contender, losses, stepsPerRound: await stepsThatTake(seconds / rounds, contender) };
    });
    const opened = result.contender;
    const found = {
      losses: result.losses,
      issueMsPerStep: await issueMilliseconds(opened, result.stepsPerRound),
      launchesPerStep: await opened.launches(),
      peakGpuBytes: opened.peakGpuBytes ? await opened.peakGpuBytes() : peakGpuBytes,
    };
    return { contender: opened, stepsPerRound: result.stepsPerRound, found };
  } catch (thrown) {
    await contender?.dispose();
    return {
      model: model.name,
      engine,
      backend,
      batch,
      cannot: thrown instanceof Error ? thrown.message : `${thrown}`,
    };
  }
}

/** At least one. Trains more and more steps until the clock says something. */
async function stepsThatTake(wanted: number, contender: Contender): Promise<number> {
  for (let steps = 1; ; steps *= 4) {
    const taken = await contender.train(steps);
    if (taken > wanted / 4) return Math.max(1, Math.round((steps * wanted) / taken));
  }
}

/** Median; of one where a step is slow. */
async function issueMilliseconds(contender: Contender, stepsPerRound: number): Promise<number | null> {
  const found: number[] = [];
  for (let issue = 0; issue < Math.min(ISSUES, stepsPerRound); issue++) {
    const milliseconds = await contender.issue();
    if (milliseconds === null) return null;
    found.push(milliseconds);
  }
  return median(found);
}

/** Beats a second, round by round. */
async function runRounds(
  starters: readonly Starter[],
  batch: number,
  rounds: number,
): Promise<ReadonlyMap<Starter, number[]>> {
  const found = new Map<Starter, number[]>(starters.map((starter) => [starter, []]));
  for (let round = 0; round < rounds; round++) {
    for (const starter of starters) {
      const { contender, stepsPerRound } = starter;
      found.get(starter)?.push((batch * stepsPerRound) / (await contender.train(stepsPerRound)));
    }
  }
  return found;
}

function rowOf(
  { model, batch }: Case,
  { contender: { engine, backend }, found }: Starter,
  rounds: readonly number[],
  reference: readonly number[] | undefined,
): MeasuredRow {
  const beatsPerSecond = median(rounds);
  const mismatch = mismatchOf(found.losses, reference ?? found.losses);
  return {
    model: model.name,
    engine,
    backend,
    batch,
    beatsPerSecond,
    spread: [Math.min(...rounds), Math.max(...rounds)],
    rounds,
    msPerStep: (1000 * batch) / beatsPerSecond,
    ...found,
    ...(mismatch && { mismatch }),
  };
}

/** A sentence about the first loss that is not like ours, or undefined. */
export function mismatchOf(losses: readonly number[], reference: readonly number[]): string | undefined {
  const step = losses.findIndex((loss, index) => {
    const expected = reference[index] as number;
    return !(Math.abs(loss - expected) <= LOSS_TOLERANCE * Math.abs(expected));
  });
  if (step < 0) return undefined;
  return `Trains something else: the loss of step ${step + 1} is ${losses[step]}, ours ${reference[step]}.`;
}
