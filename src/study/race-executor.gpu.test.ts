/** Which executor a race on WebGPU is told of: the plan, or ops and why. */

import { describe, expect, it } from 'vitest';
import { NO_ADAPTER } from '../../tests/fixtures/gpu-device';
import { ofKind, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import { startEngine } from '../engine/backends';
import { openDataset } from '../engine/open-dataset';
import { settlePlan } from '../engine/plan/proven-devices';
import type { ModelSpec } from '../fusion/model-spec';
import { nodePlatform } from '../headless/node-platform';
import type { RaceOptions } from './race';

const engine = await startEngine('webgpu', nodePlatform()).catch(() => null);
if (!engine) console.warn(NO_ADAPTER);

/** A factor below 0 turns the sign from which the plan's backward pass reads whether ReLU passed. */
const turned = (spec: ModelSpec): ModelSpec => ({
  ...spec,
  branches: spec.branches.map((branch) => ({
    ...branch,
    layers: [{ kind: 'scale', factor: -1 }, { kind: 'relu' }, ...branch.layers],
  })),
});

/** The model `name` is given a layer that no kernel of the plan does. */
function withTurned(name: string): NonNullable<RaceOptions['open']> {
  return async (dataset) => {
    const opened = await openDataset(dataset);
    return {
      ...opened,
      createRun: (request) =>
        opened.createRun(request.spec.name === name ? { ...request, spec: turned(request.spec) } : request),
    };
  };
}

/** Dense models: a software adapter takes seconds to compile each kernel of a convolution. */
async function executorsOf(models: readonly ('rhythm' | 'frequency')[], open = openDataset) {
  const { results, events } = await tinyRace(tinySpec(models, { epochs: 1 }), { backend: 'webgpu', open });
  expect(results.map(({ strategy }) => strategy)).toEqual(models);
  return ofKind(events, 'executor').map(({ executor }) => executor);
}

describe.skipIf(!engine)('a race on a WebGPU device', () => {
  it('says of each model how many dispatches its plan takes, and of one that cannot be compiled that ops runs it, and why', async () => {
    expect(engine).toMatchObject({ backend: 'webgpu', executor: 'plan', why: 'It was asked for by name.' });
    const [rhythm, frequency] = await executorsOf(['rhythm', 'frequency'], withTurned('rhythm'));
    expect(rhythm).toMatchObject({ model: 'rhythm', kind: 'ops', launchesPerStep: null });
    expect(rhythm?.refusal).toMatch(/^Layer \S+ multiplies by -1; a factor above 0 was expected\.$/);
    expect(frequency).toMatchObject({ model: 'frequency', kind: 'plan', refusal: null });
    expect(frequency?.launchesPerStep).toBeGreaterThan(5);
  });

  it('runs every model on ops where the plan failed its self-test', async () => {
    const refusal = 'The compiled program differs from the reference by 0.50.';
    settlePlan(refusal);
    const executors = await executorsOf(['rhythm'], withTurned('rhythm'));
    settlePlan(null);
    expect(executors).toEqual([{ model: 'rhythm', kind: 'ops', launchesPerStep: null, refusal }]);
  });
});
