/** `lab bench`: the lab and other libraries train the same models side by side. Its help is in `src/headless/help.ts`. */

import { writeFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { findChromium } from '../../../scripts/find-chromium.mjs';
import { findSoftwareDriver, softwareDriverIn } from '../../../scripts/software-driver.mjs';
import { problemOf } from '../../../src/domain/problem';
import { HELP } from '../../../src/headless/help';
import { type BenchArguments, readBenchArguments } from './bench-arguments';
import { benchTable } from './bench-table';
import {
  answerJob,
  askForAdapter,
  askForCase,
  type CaseAnswer,
  type CaseJob,
  type Environment,
  givenJob,
  ProcessEndedError,
} from './job';
import { type Adapter, describeMachine, type Machine } from './machine';
import { findPytorch } from './pytorch-process';
import { serveBlocks } from './representations/block-pool';
import { benchRepresentations } from './representations/representation-bench';
import { ratiosOf } from './rows';
import type { Pace } from './run-case';

/** More than an idle system needs for itself. */
const BUSY_CORES = 0.3;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const wanted = readBenchArguments(args);
  if (wanted.only === 'representations') {
    const { result, text } = await benchRepresentations(wanted.data, await describeMachine(), say);
    if (wanted.out) await writeFile(wanted.out, `${JSON.stringify(result, null, 1)}\n`);
    process.stdout.write(text);
    return 0;
  }
  const { adapter, env } = wanted.backend === 'webgpu' ? await adapterAndDriver() : { adapter: null, env: process.env };
  const software = adapter?.software ?? false;
  const pace = { seconds: wanted.seconds ?? (software ? 1 : 3), rounds: software ? 3 : 5 };
  const machine = await describeMachine();
  const mind = [...(software ? [SOFTWARE] : []), ...(machine.busyCores > BUSY_CORES ? [busySentence(machine)] : [])];
  for (const sentence of mind) say(sentence);
  const answers = await runCases(wanted, wanted.batches ?? (software ? [16] : [64, 256, 1024]), pace, env);
  const rows = answers.flatMap((answer) => answer.rows);
  const ratios = ratiosOf(rows);
  const about = aboutRun(answers.find(({ label }) => label)?.label ?? wanted.backend, machine, pace);
  const result = { machine, adapter, about, mind, ...pace, rows, ratios };
  if (wanted.out) await writeFile(wanted.out, `${JSON.stringify(result, null, 1)}\n`);
  process.stdout.write(`${[about, ...mind].join('\n')}\n\n${benchTable(rows, ratios)}\n`);
  return 0;
}

/** The adapter of this machine, or else Chromium's software one; and the environment in which processes find it. */
async function adapterAndDriver(): Promise<{ readonly adapter: Adapter | null; readonly env: Environment }> {
  const adapter = await askForAdapter(process.env);
  const folder = adapter ? undefined : findSoftwareDriver(findChromium());
  if (!folder) return { adapter, env: process.env };
  say(`There is no GPU adapter here: the software driver of the Chromium in ${folder} takes its place.`);
  const env = { ...process.env, ...softwareDriverIn(folder) };
  return { adapter: await askForAdapter(env), env };
}

const SOFTWARE =
  'A SOFTWARE ADAPTER: it shows dispatches, issue cost and what the libraries ask for, not how fast a GPU is.';

function busySentence({ busyCores, cores }: Machine): string {
  return `Other programs kept ${busyCores.toFixed(1)} of ${cores} cores busy: whoever uses all of them suffers most.`;
}

function aboutRun(label: string, { processor, cores }: Machine, { seconds, rounds }: Pace): string {
  return `${label}; ${processor}, ${cores} cores; ${rounds} rounds, ${seconds} s in all for each.`;
}

async function runCases(
  { backend, models, engines }: BenchArguments,
  batches: readonly number[],
  pace: Pace,
  env: Environment,
): Promise<readonly CaseAnswer[]> {
  const pytorch = engines.includes('pytorch') ? await findPytorch() : null;
  const answers: CaseAnswer[] = [];
  for (const batch of batches) {
    for (const model of models) {
      const job: CaseJob = { kind: 'case', backend, model, batch, engines, pytorch, pace };
      answers.push(await askForCase(job, env).catch((thrown) => answerOfDead(job, thrown)));
    }
  }
  return answers;
}

/** Rows that say how a case's process died. What it said in words, such as a refused backend, ends the bench. */
function answerOfDead({ model, batch, backend, engines }: CaseJob, thrown: unknown): CaseAnswer {
  if (!(thrown instanceof ProcessEndedError)) throw thrown;
  return {
    label: null,
    rows: engines.map((engine) => ({ model, engine, backend, batch, cannot: thrown.message })),
  };
}

async function start(): Promise<void> {
  if (!isMainThread) return serveBlocks();
  const job = givenJob();
  if (job) return answerJob(job, say);
  process.exitCode = await main(process.argv.slice(2).filter((each, index) => index > 0 || each !== 'bench'));
}

start().catch((thrown) => {
  say(problemOf(thrown).message);
  process.exitCode = 1;
});
