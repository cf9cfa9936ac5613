/** `lab bench --only representations`: every beat of MIT-BIH as numbers, by the lab's pool and by SciPy, in turns. */

import { existsSync } from 'node:fs';
import { type BlockJob, previewJobOf } from '../../../../src/datasets/block-job';
import { initialSpec } from '../../../../src/domain/experiment';
import { LabError } from '../../../../src/domain/problem';
import { readRecordings } from '../../../../src/headless/read-recordings';
import { representations } from '../../../../src/representations/registry';
import { plainParameters } from '../../../../src/representations/usual-beat';
import { realData } from '../../../fixtures/real-data';
import type { Machine } from '../machine';
import { type BlockAnswer, BlockPool } from './block-pool';
import { ScipyContender } from './scipy-contender';

const IDS = ['time', 'frequency', 'spectrogram', 'rhythm'];
const WORKERS = 2;
const ROUNDS = 7;
/** Sums of float32 numbers that were computed in float64. */
const LARGEST_DIFFERENCE = 1e-5;

interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Throws `LabError` where MIT-BIH is not there, an error where the two do not compute the same. */
export async function benchRepresentations(
  data: string | undefined,
  machine: Machine,
  say: (line: string) => void,
): Promise<{ readonly result: object; readonly text: string }> {
  const jobs = await jobsOf(folderOf(data), say);
  const pool = await BlockPool.start(WORKERS);
  const scipy = await ScipyContender.start(jobs, WORKERS);
  const [ours, theirs]: [Round[], Round[]] = [[], []];
  for (let round = 1; round <= ROUNDS; round++) {
    ours.push(await timed(pool, jobs));
    if (typeof scipy !== 'string') theirs.push(await scipy.round(false));
    say(`Round ${round}: lab ${told(ours.at(-1))}, SciPy ${told(theirs.at(-1))}`);
  }
  const answers = await pool.run(jobs, true);
  const beats = answers.reduce((sum, each) => sum + each.beats, 0);
  let difference: number | null = null;
  if (typeof scipy !== 'string') {
    difference = largestDifference(answers, (await scipy.round(true)).answers);
    await scipy.end();
  }
  await pool.end();
  if (difference !== null && !(difference < LARGEST_DIFFERENCE))
    throw new Error(`The lab and SciPy do not compute the same: their sums differ by ${difference} of themselves.`);
  const library = typeof scipy === 'string' ? `none (${scipy})` : scipy.version;
  const result = { machine, beats, recordings: jobs.length, workers: WORKERS, ours, theirs, library, difference };
  return { result, text: textOf(result) };
}

function folderOf(data: string | undefined): string {
  const folder = data ?? realData('mitdb');
  if (existsSync(folder)) return folder;
  throw new LabError({
    code: 'bench-no-data',
    file: folder,
    field: '--data',
    expected: 'the MIT-BIH Arrhythmia Database',
    found: 'nothing',
    at: '',
    fix: 'Name its folder with --data, or that of all data with ECG_DATA.',
  });
}

/** Every beat of every recording, whatever its class. */
async function jobsOf(folder: string, say: (line: string) => void): Promise<BlockJob[]> {
  const definitions = await Promise.all(IDS.map((id) => representations.load(id)));
  const spec = initialSpec(definitions);
  // The difference from the usual beat is one subtraction more, which SciPy's side does not have.
  const asTheyAre = Object.fromEntries(
    Object.entries(spec.representations).map(([id, parameters]) => [id, plainParameters(parameters) ?? parameters]),
  );
  const recordings = await readRecordings(folder, { wanted: [], warn: say });
  return recordings.map((recording) => {
    const job = previewJobOf(recording, spec);
    return { ...job, labels: new Uint8Array(job.beatSamples.length), representations: asTheyAre };
  });
}

async function timed(pool: BlockPool, jobs: readonly BlockJob[]): Promise<Round> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await pool.run(jobs, false);
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** Of the sums of magnitudes, over all recordings and representations, as a share of them. NaN where beats differ. */
function largestDifference(ours: readonly BlockAnswer[], theirs: readonly BlockAnswer[]): number {
  const differences = ours.flatMap(({ beats, magnitudes }, index) =>
    IDS.map((id) => {
      if (theirs[index]?.beats !== beats) return Number.NaN;
      const own = magnitudes[id] as number;
      return Math.abs(own - (theirs[index]?.magnitudes[id] as number)) / own;
    }),
  );
  return Math.max(...differences);
}

const told = (round: Round | undefined): string =>
  round ? `${round.seconds.toFixed(2)} s (${round.cpuSeconds.toFixed(2)} s of CPU)` : 'is not here';

function medianOf(rounds: readonly Round[], of: keyof Round): number {
  const sorted = rounds.map((round) => round[of]).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

interface Result {
  readonly machine: Machine;
  readonly beats: number;
  readonly recordings: number;
  readonly ours: readonly Round[];
  readonly theirs: readonly Round[];
  readonly library: string;
  readonly difference: number | null;
}

function textOf({ machine, beats, recordings, ours, theirs, library, difference }: Result): string {
  const line = (name: string, rounds: readonly Round[]): string =>
    `${name.padEnd(8)}${medianOf(rounds, 'seconds').toFixed(2).padStart(8)} s ${medianOf(rounds, 'cpuSeconds').toFixed(2).padStart(8)} s of CPU`;
  const ratio = (of: keyof Round): string => (medianOf(theirs, of) / medianOf(ours, of)).toFixed(2);
  const comparison =
    theirs.length === 0
      ? [`SciPy   ${library}`]
      : [
          line('SciPy', theirs),
          `The lab is ${ratio('seconds')} times as fast by the clock, ${ratio('cpuSeconds')} times by CPU time; sums differ by ${difference?.toExponential(1)} at most.`,
          library,
        ];
  return `${[
    `${beats} beats of ${recordings} recordings as ${IDS.join(', ')}; ${WORKERS} threads against ${WORKERS} processes, median of ${ROUNDS} rounds in turns.`,
    `${machine.processor}, ${machine.cores} cores, of which others kept ${machine.busyCores.toFixed(1)} busy; Node ${machine.node}.`,
    line('lab', ours),
    ...comparison,
  ].join('\n')}\n`;
}
