/** A race on WASM whose kernels fail, once by a thread that is really ended and once by a trap. */

import { expect, it } from 'vitest';
import { ofKind, type RaceOutcome, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import type { TrainingEvent } from '../domain/training';
import { startEngine } from '../engine/backends';
import { reopenEngine } from '../engine/reopen-engine';
import type { KernelThread } from '../engine/wasm/kernels';
import { provenKernels } from '../engine/wasm/proven-kernels';
import { NODE_KERNELS } from '../headless/node-kernels';
import { nodePlatform } from '../headless/node-platform';

const SPEC = tinySpec(['time', 'rhythm'], { epochs: 4 });
const threads: KernelThread[] = [];
const PLATFORM = {
  ...nodePlatform(),
  kernels: {
    ...NODE_KERNELS,
    cores: () => 2,
    startThread: async (share: Parameters<typeof NODE_KERNELS.startThread>[0]) => {
      const thread = await NODE_KERNELS.startThread(share);
      threads.push(thread);
      return thread;
    },
  },
};

const lossesOf = ({ results }: RaceOutcome): number[] => results.flatMap(({ curves }) => curves.validationLoss);
const isInEpoch = (event: TrainingEvent, epoch: number): boolean =>
  event.kind === 'progress' && event.training === 'time' && event.epoch === epoch && event.epochFraction > 0.3;

it('goes on with one thread from its last epoch, then with the ops, and says so', async () => {
  const engine = await startEngine('wasm', PLATFORM);
  expect(engine).toMatchObject({ label: 'WASM · 2 threads', executor: 'kernels' });
  const unbroken = lossesOf(await tinyRace(SPEC));
  const faults = [
    { epoch: 2, act: () => threads[0]?.end() },
    { epoch: 3, act: () => new Uint8Array(provenKernels()?.memory.memory.buffer as ArrayBuffer, 16384).fill(0x7f) },
  ];
  const broken = await tinyRace(SPEC, {
    reopen: (losses) => reopenEngine('wasm', losses, PLATFORM),
    onEvent: (event) => {
      if (faults[0] && isInEpoch(event, faults[0].epoch)) faults.shift()?.act();
    },
  });
  expect(
    ofKind(broken.events, 'engine').map(({ engine: { label, executor, refusals } }) => ({ label, executor, refusals })),
  ).toEqual([
    { label: 'WASM · 1 thread', executor: 'kernels', refusals: [] },
    {
      label: expect.stringMatching(/^WASM · \d thread/),
      executor: 'ops',
      refusals: [
        expect.stringMatching(/^The WebAssembly kernels failed: the WebAssembly kernels broke off: .*slower\.$/),
      ],
    },
  ]);
  expect(ofKind(broken.events, 'notice').map(({ sentence }) => sentence)).toEqual([
    'The training device was lost (one of the 2 threads of the WebAssembly kernels stopped). Training went on from the last epoch that was finished with WASM · 1 thread.',
    expect.stringMatching(
      /^The training device was lost \(the WebAssembly kernels broke off: \S.*\)\. Training went on from/,
    ),
  ]);
  expect(ofKind(broken.events, 'executor').map(({ executor }) => executor.kind)).toEqual([
    ...['kernels', 'kernels', 'kernels', 'kernels', 'ops', 'ops'],
  ]);
  const losses = lossesOf(broken);
  expect(losses.length).toBe(unbroken.length);
  // The kernels give the same bits with any number of threads; the ops round otherwise.
  expect(losses.slice(0, 2)).toEqual(unbroken.slice(0, 2));
  for (const [index, loss] of losses.entries()) expect(loss).toBeCloseTo(unbroken[index] as number, 3);
});
