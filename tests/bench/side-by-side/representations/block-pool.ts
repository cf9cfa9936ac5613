/** The pool of representation workers in Node: the page's own function, in as many threads. */

import { pathToFileURL } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';
import type { BlockJob } from '../../../../src/datasets/block-job';
import { loadNodeLanes } from '../../../../src/headless/node-lanes';
import { computeBeatBlock } from '../../../../src/study/beat-block';

export interface BlockAnswer {
  readonly beats: number;
  /** By representation id: the sum of the magnitudes of all numbers. */
  readonly magnitudes: Readonly<Record<string, number>>;
}

interface BlockRequest {
  readonly job: BlockJob;
  /** Whether the magnitudes are wanted, which takes time of its own. */
  readonly check: boolean;
}

/** What a thread does: a block a message, its numbers handed over and not copied, as in the page. */
export async function serveBlocks(): Promise<void> {
  await loadNodeLanes();
  parentPort?.on('message', async ({ job, check }: BlockRequest) => {
    const { features, labels } = await computeBeatBlock(job);
    const magnitudes = check
      ? Object.fromEntries(Object.entries(features).map(([id, values]) => [id, magnitudeOf(values)]))
      : {};
    const answer: BlockAnswer = { beats: labels.length, magnitudes };
    const buffers = Object.values(features).map(({ buffer }) => buffer as ArrayBuffer);
    parentPort?.postMessage({ answer, features }, buffers);
  });
  parentPort?.postMessage('ready');
}

function magnitudeOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  return sum;
}

/** A thread does not take on the TypeScript loader of this process; the pack is JavaScript and needs none. */
function startWorker(): Worker {
  const program = process.argv[1] as string;
  const loader = program.endsWith('.ts') ? import.meta.resolve('tsx/esm/api') : null;
  const code = `const { loader, program } = require('node:worker_threads').workerData;
    (async () => { if (loader) (await import(loader)).register(); await import(program); })();`;
  const workerData = { loader, program: pathToFileURL(program).href };
  return new Worker(code, { eval: true, workerData, execArgv: [] });
}

export class BlockPool {
  private constructor(private readonly workers: readonly Worker[]) {}

  /** Threads that have loaded all that they need. */
  static async start(size: number): Promise<BlockPool> {
    const workers = Array.from({ length: size }, startWorker);
    await Promise.all(workers.map(answerOf));
    return new BlockPool(workers);
  }

  /** The answers to all jobs, in their order; whoever is free takes the next. */
  async run(jobs: readonly BlockJob[], check: boolean): Promise<BlockAnswer[]> {
    const answers: BlockAnswer[] = [];
    let next = 0;
    const work = async (worker: Worker): Promise<void> => {
      while (next < jobs.length) {
        const index = next;
        next += 1;
        const waiting = answerOf(worker);
        worker.postMessage({ job: jobs[index] as BlockJob, check } satisfies BlockRequest);
        answers[index] = ((await waiting) as { readonly answer: BlockAnswer }).answer;
      }
    };
    await Promise.all(this.workers.map(work));
    return answers;
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** The next message; rejects where the thread dies first. */
function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message) => {
      worker.off('error', reject);
      resolve(message);
    });
    worker.once('error', reject);
  });
}
