/** The kernels' binaries and their threads in Node. */

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { KernelBinaries, KernelThread, ThreadShare } from '../engine/wasm/kernels';

export const NODE_KERNELS: KernelBinaries = {
  async read(kind) {
    const file = new URL(`../engine/wasm/${kind}.wasm`, import.meta.url);
    return readFile(file).catch(() => {
      throw new Error('they were not compiled; "npm run kernels" does it.');
    });
  },
  cores: availableParallelism,
  startThread,
};

/** Plain JavaScript, because a worker thread knows nothing of what runs TypeScript here. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { module, memory, post, thread, broken } = workerData;
const words = new Int32Array(memory.buffer);
const sleep = (at, known, milliseconds) => Number(Atomics.wait(words, at / 4, known, milliseconds) === 'timed-out');
const { exports } = new WebAssembly.Instance(module, { env: { memory, sleep } });
parentPort.postMessage('serving');
try {
  exports.serve(post, thread, 0);
} finally {
  Atomics.store(words, broken, 1);
}
`;

function startThread(share: ThreadShare): Promise<KernelThread> {
  const worker = new Worker(THREAD, { eval: true, workerData: share });
  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      // The command ends when its own work does.
      worker.unref();
      resolve({ end: () => void worker.terminate() });
    });
    worker.once('error', reject);
  });
}
