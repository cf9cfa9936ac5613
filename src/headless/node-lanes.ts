/** The kernels of `src/signals` in Node. */

import { readFile } from 'node:fs/promises';
import { loadLanes } from '../signals/wasm/lanes';

/** Throws where they were not compiled. */
export async function loadNodeLanes(): Promise<void> {
  const binary = await readFile(new URL('../signals/wasm/lanes.wasm', import.meta.url)).catch(() => {
    throw new Error('The kernels of src/signals were not compiled; "npm run kernels" does it.');
  });
  await loadLanes(binary);
}
