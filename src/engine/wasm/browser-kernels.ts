/** Where the bundler put the kernels' binaries, and their threads as workers; for a browser only. */

import type { KernelBinaries, KernelThread, ThreadShare } from './kernels';
import single from './single.wasm?url';
import threads from './threads.wasm?url';

const URLS = { single, threads };

export const BROWSER_KERNELS: KernelBinaries = {
  async read(kind) {
    const response = await fetch(URLS[kind]);
    if (!response.ok) throw new Error(`the file of the kernels could not be fetched (${response.status}).`);
    return response.arrayBuffer();
  },
  cores: () => navigator.hardwareConcurrency,
  startThread,
};

function startThread(share: ThreadShare): Promise<KernelThread> {
  const worker = new Worker(new URL('./kernel-thread.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve({ end: () => worker.terminate() });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(share);
  });
}
