/** Where the bundler put the kernels' binary; for a browser only. */

import { loadLanes } from './lanes';
import url from './lanes.wasm?url';

/** Resolves when they are loaded, or when it is known that they cannot be: then the same numbers take longer. */
export const browserLanes: Promise<void> = load();

async function load(): Promise<void> {
  try {
    await loadLanes(await (await fetch(url)).arrayBuffer());
  } catch (thrown) {
    console.warn('Representations are computed without WebAssembly kernels, which takes longer:', thrown);
  }
}
