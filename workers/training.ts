/** Owns the training engine: the one worker that talks to the GPU. */

import { representationsIn } from '../src/datasets/block-job';
import { buildDataset } from '../src/datasets/build-dataset';
import type { BeatBlock } from '../src/domain/dataset';
import type { TrainingEvent } from '../src/domain/training';
import { type Engine, startEngine } from '../src/engine/backends';
import { WASM_FILES } from '../src/engine/wasm-files';
import { isFusion } from '../src/fusion/registry';
import { layoutsOf } from '../src/study/beat-block';
import { runRace } from '../src/study/race';
import type { RaceInput, TrainingJobs } from './protocol';
import { serve } from './serve';

/** Progress is for the eye: ten times a second is enough, and the page stays smooth. */
const PROGRESS_MILLISECONDS = 100;

let engine: Engine | null = null;
let blocks = new Map<string, BeatBlock>();

serve<TrainingJobs>({
  start: async ({ request }) => {
    engine = await startEngine(request, { wasmPaths: WASM_FILES });
    return engine;
  },
  missingBlocks: (keys) => {
    blocks = new Map([...blocks].filter(([key]) => keys.includes(key)));
    return keys.filter((key) => !blocks.has(key));
  },
  keepBlock: ({ key, block }) => {
    blocks.set(key, block);
  },
  race: (input, { signal, onProgress }) => race(input, signal, throttled(onProgress)),
});

async function race(
  { spec, keys }: RaceInput,
  signal: AbortSignal,
  onEvent: (event: TrainingEvent) => void,
): Promise<void> {
  if (!engine) throw new Error('The engine was not started before the race.');
  onEvent({ kind: 'phase', phase: 'Splitting the beats and fitting the normalisation on the training part' });
  const kept = keys
    .map((key) => blocks.get(key))
    .filter((block) => block !== undefined && block.labels.length > 0) as BeatBlock[];
  const layouts = await layoutsOf(representationsIn(spec, isFusion), spec);
  const dataset = buildDataset(kept, layouts, spec.split, spec.seed);
  await runRace(dataset, spec, { backend: engine.backend, seed: spec.seed, signal, onEvent });
}

/** Passes every event on but progress that comes too soon after the last. */
function throttled(onEvent: (event: TrainingEvent) => void): (event: TrainingEvent) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.kind === 'progress') {
      if (performance.now() - last < PROGRESS_MILLISECONDS) return;
      last = performance.now();
    }
    onEvent(event);
  };
}
