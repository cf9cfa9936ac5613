/** The HDF5 library in a thread of Node. */

import { Worker } from 'node:worker_threads';
import { Hdf5Supervisor, type StartWorker } from '../formats/hdf5/supervisor';

/** Of JavaScript's own objects; samples and WebAssembly's memory do not count, and have limits of their own. */
const MOST_MEGABYTES = 512;

/** A thread knows nothing of TypeScript, whatever runs it here: it is taught first. */
const THREAD = `
const { workerData } = require('node:worker_threads');
import(workerData.typescript).then(({ register }) => {
  register();
  return import(workerData.thread);
});
`;

export function nodeHdf5(patienceMilliseconds?: number): Hdf5Supervisor {
  return new Hdf5Supervisor(startThread, patienceMilliseconds);
}

const startThread: StartWorker = ({ onMessage, onDeath }) => {
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: {
      typescript: import.meta.resolve('tsx/esm/api'),
      thread: new URL('./hdf5-thread.ts', import.meta.url).href,
    },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  worker.on('message', (message) => {
    // The command ends when its own work does.
    worker.unref();
    onMessage(message);
  });
  worker.on('error', (error) => onDeath(error.message));
  return {
    ask: (question, moved) => {
      worker.ref();
      worker.postMessage(question, moved);
    },
    end: () => void worker.terminate(),
  };
};
