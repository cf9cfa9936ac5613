/**
 * Every case runs in a process of its own: no library meets the buffers that another case left in its pool, and a device
 * that one contender loses is lost for this case only.
 */

import { fork } from 'node:child_process';
import { LabError, type Problem, problemOf } from '../../../src/domain/problem';
import type { BackendRequest } from '../../../src/engine/backend-chain';
import { type Engine, startEngine } from '../../../src/engine/backends';
import { type OpenDataset, openDataset } from '../../../src/engine/open-dataset';
import { nodePlatform } from '../../../src/headless/node-platform';
import { speedDataset } from '../../../src/study/speed-data';
import { type SpeedModelName, speedModel } from '../../../src/study/speed-models';
import { SPEED_BATCHES } from '../../../src/study/speed-run';
import type { EngineName, Entrant } from './contender';
import { jaxEntrant } from './jax-contender';
import { labEntrant } from './lab-contender';
import { type Adapter, findAdapter } from './machine';
import { pytorchEntrants } from './pytorch-contender';
import type { PytorchFound } from './pytorch-process';
import type { Row } from './rows';
import { type Pace, runCase } from './run-case';
import { tfjsEntrant } from './tfjs-contender';
import { rivalBatches } from './trial';

/** One model at one batch size. */
export interface CaseJob {
  readonly kind: 'case';
  readonly backend: BackendRequest;
  readonly model: SpeedModelName;
  readonly batch: number;
  readonly engines: readonly EngineName[];
  readonly pytorch: PytorchFound | null;
  readonly pace: Pace;
}

export interface CaseAnswer {
  /** Of the lab's engine: `WebGPU · nvidia hopper`; null where the case's process died. */
  readonly label: string | null;
  readonly rows: readonly Row[];
}

/** Which adapter WebGPU has here. */
interface AdapterJob {
  readonly kind: 'adapter';
}

type Job = CaseJob | AdapterJob;
type Answer = { readonly value: unknown } | { readonly problem: Problem };
export type Environment = Readonly<Record<string, string | undefined>>;

export function askForAdapter(env: Environment): Promise<Adapter | null> {
  return inProcess({ kind: 'adapter' }, env) as Promise<Adapter | null>;
}

export function askForCase(job: CaseJob, env: Environment): Promise<CaseAnswer> {
  return inProcess(job, env) as Promise<CaseAnswer>;
}

/** The process of a job ended without an answer: a driver or a library pulled it down. */
export class ProcessEndedError extends Error {
  constructor(how: string | number | null) {
    super(`its process ended by itself (${how}).`);
  }
}

/** Marks a process that was started for one job. */
const MARK = 'LAB_BENCH_JOB';

function inProcess(job: Job, env: Environment): Promise<unknown> {
  const child = fork(process.argv[1] as string, [], { env: { ...env, [MARK]: JSON.stringify(job) } });
  return new Promise((resolve, reject) => {
    child.on('message', (answer: Answer) => {
      if ('problem' in answer) reject(new LabError(answer.problem));
      else resolve(answer.value);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new ProcessEndedError(signal ?? code)));
  });
}

/** The job that this process was started for, or null where a person started it. */
export function givenJob(): Job | null {
  const text = process.env[MARK];
  return text ? (JSON.parse(text) as Job) : null;
}

/** Does the job, sends its answer and ends the process: Dawn would keep it alive. */
export async function answerJob(job: Job, say: (line: string) => void): Promise<void> {
  const answer = await (job.kind === 'adapter' ? findAdapter(nodePlatform()) : doCase(job, say)).then(
    (value): Answer => ({ value }),
    (thrown): Answer => ({ problem: problemOf(thrown) }),
  );
  process.send?.(answer, () => process.exit(0));
}

async function doCase(job: CaseJob, say: (line: string) => void): Promise<CaseAnswer> {
  const { batch, engines, pytorch, pace } = job;
  const platform = nodePlatform();
  if (job.backend === 'webgpu') await findAdapter(platform);
  const engine = await startEngine(job.backend, platform);
  const dataset = speedDataset(SPEED_BATCHES * batch);
  const entrants = [
    ...javascriptEntrants(engine, await openDataset(dataset)),
    ...(pytorch ? pytorchEntrants(pytorch) : []),
  ].filter((each) => engines.includes(each.engine));
  const trial = { model: await speedModel(job.model), batch, batches: rivalBatches(dataset, batch) };
  return { label: engine.label, rows: await runCase(trial, entrants, pace, say) };
}

/** jax-js has no plain JavaScript backend worth the name: beside ours on cpu, its WASM one runs. */
function javascriptEntrants({ backend }: Engine, opened: OpenDataset): Entrant[] {
  return [labEntrant(backend, opened), tfjsEntrant(backend), jaxEntrant(backend === 'webgpu' ? 'webgpu' : 'wasm')];
}
