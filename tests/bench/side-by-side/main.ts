/** `lab bench`: the lab and other libraries train the same models side by side. Its help is in `src/headless/help.ts`. */

import { writeFile } from 'node:fs/promises';
import { problemOf } from '../../../src/domain/problem';
import { type Engine, startEngine } from '../../../src/engine/backends';
import { openDataset } from '../../../src/engine/open-dataset';
import { HELP } from '../../../src/headless/help';
import { nodePlatform } from '../../../src/headless/node-platform';
import { speedDataset } from '../../../src/study/speed-data';
import { speedModel } from '../../../src/study/speed-models';
import { SPEED_BATCHES } from '../../../src/study/speed-run';
import { type BenchArguments, readBenchArguments } from './bench-arguments';
import { benchTable } from './bench-table';
import type { Entrant } from './contender';
import { jaxEntrant } from './jax-contender';
import { labEntrant } from './lab-contender';
import { type Adapter, describeMachine, findAdapter } from './machine';
import { pytorchEntrants } from './pytorch-contender';
import { type Row, ratiosOf } from './rows';
import { type Pace, runCase } from './run-case';
import { findSoftwareDriver, hasSoftwareDriver, startAgainWith } from './software-driver';
import { tfjsEntrant } from './tfjs-contender';
import { rivalBatches } from './trial';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const wanted = readBenchArguments(args);
  const platform = nodePlatform();
  const found = wanted.backend === 'webgpu' ? await findAdapter(platform) : null;
  const driver = wanted.backend === 'webgpu' && !found && !hasSoftwareDriver() ? findSoftwareDriver() : undefined;
  if (driver) {
    say(`There is no GPU adapter here. Starting again with the software driver of the Chromium in ${driver}.`);
    return startAgainWith(driver);
  }
  const engine = await startEngine(wanted.backend, platform);
  const adapter = engine.backend === 'webgpu' ? await findAdapter(platform) : null;
  const pace = { seconds: wanted.seconds ?? (adapter?.software ? 1 : 3), rounds: adapter?.software ? 3 : 5 };
  const about = aboutMachine(engine, adapter, pace);
  say(about);
  const rows = await runAll(
    { ...wanted, batches: wanted.batches ?? (adapter?.software ? [16] : [64, 256, 1024]) },
    engine,
    pace,
  );
  const ratios = ratiosOf(rows);
  const result = { machine: describeMachine(), adapter, about, ...pace, rows, ratios };
  if (wanted.out) await writeFile(wanted.out, `${JSON.stringify(result, null, 1)}\n`);
  process.stdout.write(`${about}\n\n${benchTable(rows, ratios)}\n`);
  return 0;
}

/** One line that says what the numbers below it are worth. */
function aboutMachine({ label }: Engine, adapter: Adapter | null, { seconds, rounds }: Pace): string {
  const { processor, cores } = describeMachine();
  const software = adapter?.software
    ? ' A SOFTWARE ADAPTER: it shows dispatches, issue cost and what the libraries ask for, not how fast a GPU is.'
    : '';
  return `${label}; ${processor}, ${cores} cores; ${rounds} rounds, ${seconds} s in all for each.${software}`;
}

type Wanted = BenchArguments & { readonly batches: readonly number[] };

async function runAll({ models, batches, engines }: Wanted, engine: Engine, pace: Pace): Promise<Row[]> {
  const rows: Row[] = [];
  const pytorch = engines.includes('pytorch') ? await pytorchEntrants() : [];
  for (const batch of batches) {
    const dataset = speedDataset(SPEED_BATCHES * batch);
    const opened = await openDataset(dataset);
    const entrants = [...javascriptEntrants(engine, opened), ...pytorch].filter((each) =>
      engines.includes(each.engine),
    );
    for (const name of models) {
      const trial = { model: await speedModel(name), batch, batches: rivalBatches(dataset, batch) };
      rows.push(...(await runCase(trial, entrants, pace, say)));
    }
    opened.dispose();
  }
  return rows;
}

/** jax-js has no plain JavaScript backend worth the name: beside ours on cpu, its WASM one runs. */
function javascriptEntrants({ backend }: Engine, opened: Awaited<ReturnType<typeof openDataset>>): Entrant[] {
  return [labEntrant(backend, opened), tfjsEntrant(backend), jaxEntrant(backend === 'webgpu' ? 'webgpu' : 'wasm')];
}

try {
  process.exitCode = await main(process.argv.slice(2).filter((each, index) => index > 0 || each !== 'bench'));
} catch (thrown) {
  process.stderr.write(`${problemOf(thrown).message}\n`);
  process.exitCode = 1;
}
