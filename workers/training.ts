/** Owns the training engine: the one worker that talks to the GPU. */

import { representationsIn } from '../src/datasets/block-job';
import { buildDataset } from '../src/datasets/build-dataset';
import type { BeatBlock, Dataset } from '../src/domain/dataset';
import type { TrainingEvent } from '../src/domain/training';
import { type Engine, startEngine } from '../src/engine/backends';
import { reopenEngine } from '../src/engine/reopen-engine';
import { BROWSER_KERNELS } from '../src/engine/wasm/browser-kernels';
import { WASM_FILES } from '../src/engine/wasm-files';
import { isFusion } from '../src/fusion/registry';
import { layoutsOf } from '../src/study/beat-block';
import { runRace } from '../src/study/race';
import { RaceControl } from '../src/study/race-control';
import { testSpeed } from '../src/study/speed-test';
import type { RaceInput, TrainingJobs } from './protocol';
import { discardSaved, findSaved, keeping, loadSaved } from './saved-race';
import { serve } from './serve';
import { throttled } from './throttled';

const PLATFORM = { wasmPaths: WASM_FILES, kernels: BROWSER_KERNELS };

let engine: Engine | null = null;
let blocks = new Map<string, BeatBlock>();
let control: RaceControl | null = null;

serve<TrainingJobs>({
  start: async ({ request }) => {
    engine = await startEngine(request, PLATFORM);
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
  control: (command) => control?.send(command),
  savedRace: () => findSaved(),
  discardSaved: () => discardSaved(),
  speed: async (_, { signal, onProgress }) => {
    // A backend without a GPU takes a second for a batch of 256 of the larger models.
    await testSpeed({ batch: engine?.backend === 'webgpu' ? 256 : 64, signal, onEvent: onProgress });
  },
});

async function race(
  { spec, plan, keys, resume }: RaceInput,
  signal: AbortSignal,
  onEvent: (event: TrainingEvent) => void,
): Promise<void> {
  if (!engine) throw new Error('The engine was not started before the race.');
  const { backend } = engine;
  const own = new RaceControl();
  control = own;
  try {
    onEvent({ kind: 'phase', phase: 'Splitting the examples and fitting the normalisation' });
    const dataset = await datasetOf({ spec, plan, keys });
    const resumeFrom = resume ? await loadSaved() : null;
    const onProblem = ({ message }: { readonly message: string }): void =>
      onEvent({ kind: 'notice', sentence: message });
    const start = async (onCheckpoint: Parameters<Parameters<typeof keeping>[0]>[0]): Promise<void> => {
      await runRace(dataset, spec, {
        ...{ backend, seed: spec.seed, dataKeys: keys, control: own, signal, onEvent, onCheckpoint, reopen },
        ...(resumeFrom && { resumeFrom }),
      });
    };
    await keeping(start, { signal, onProblem });
  } finally {
    if (control === own) control = null;
  }
}

async function datasetOf({ spec, plan, keys }: Pick<RaceInput, 'spec' | 'plan' | 'keys'>): Promise<Dataset> {
  const kept = keys
    .map((key) => blocks.get(key))
    .filter((block) => block !== undefined && block.labels.length > 0) as BeatBlock[];
  const layouts = await layoutsOf(representationsIn(spec, isFusion), spec);
  return buildDataset(kept, layouts, plan, spec.split, spec.seed, spec.leastQuality);
}

async function reopen(losses: number): Promise<Engine> {
  if (!engine) throw new Error('There is no engine to start again.');
  engine = await reopenEngine(engine.backend, losses, PLATFORM);
  return engine;
}
