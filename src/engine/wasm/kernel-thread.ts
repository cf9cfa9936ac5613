/** One of the threads that share the kernels' memory, in a browser: it serves until it is ended. */

import type { KernelExports } from './binary-interface';
import type { ThreadShare } from './kernels';
import { sleeperIn } from './sleeper';

self.onmessage = async ({ data }: MessageEvent<ThreadShare>) => {
  const { module, memory } = data;
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, sleep: sleeperIn(memory) } });
  self.postMessage('serving');
  try {
    (exports as unknown as KernelExports).serve(data.post, data.thread, 0);
  } finally {
    // The leader waits in WebAssembly and hears no event.
    Atomics.store(new Int32Array(memory.buffer), data.broken, 1);
  }
};
