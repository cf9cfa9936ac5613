/** The kernels of `src/signals` in Node. */

import { readFile } from 'node:fs/promises';
import { loadLanes } from '../signals/wasm/lanes';

/** In the repository, and beside the program in the pack of the bench. */
const PLACES = ['../signals/wasm/lanes.wasm', 'lanes.wasm'];

/** Throws where they were not compiled. */
export async function loadNodeLanes(): Promise<void> {
  const binaries = PLACES.map((place) => readFile(new URL(place, import.meta.url)));
  const binary = await Promise.any(binaries).catch(() => {
    throw new Error('The kernels of src/signals were not compiled; "npm run kernels" does it.');
  });
  await loadLanes(binary);
}
