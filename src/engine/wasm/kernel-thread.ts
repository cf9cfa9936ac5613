/** One of the threads that share the kernels' memory, in a browser: it serves until it is ended. */

import type { KernelExports } from './binary-interface';
import type { ThreadShare } from './kernels';

self.onmessage = async ({ data }: MessageEvent<ThreadShare>) => {
  const { exports } = await WebAssembly.instantiate(data.module, { env: { memory: data.memory } });
  self.postMessage('serving');
  (exports as unknown as KernelExports).serve(data.post, data.thread, 0);
};
