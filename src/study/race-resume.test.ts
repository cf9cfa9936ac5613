import { beforeAll, describe, expect, it } from 'vitest';
import { ofKind, timeless, tinyRace, tinySpec } from '../../tests/fixtures/tiny-race';
import { startEngine } from '../engine/backends';
import { nodePlatform } from '../headless/node-platform';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec';
import type { RaceCheckpoint } from './race-checkpoint';
import { RaceControl } from './race-control';

/** What would be left of a checkpoint after a reload of the page. */
const stored = (checkpoint: RaceCheckpoint): RaceCheckpoint =>
  decodeCheckpoint(encodeCheckpoint({ number: 1, checkpoint })).checkpoint;

describe('a race that goes on from a checkpoint', () => {
  beforeAll(async () => {
    await startEngine('wasm', nodePlatform());
  });

  it.each([
    { strategies: ['early'], training: {} },
    { strategies: ['intermediate'], training: {} },
    { strategies: ['late'], training: {} },
    { strategies: ['time', 'early', 'intermediate', 'late'], training: { schedule: 'plateau', plateauPatience: 1 } },
    { strategies: ['early', 'late'], training: { earlyStoppingPatience: 1, epochs: 8, learningRate: 0.05 } },
  ] as const)(
    'ends bit for bit as an unbroken one: $strategies $training',
    async ({ strategies, training }) => {
      const spec = tinySpec(strategies, { dropout: 0.3, encoderDropout: 0.3, gradientClip: 1, ...training });
      const checkpoints: RaceCheckpoint[] = [];
      const unbroken = await tinyRace(spec, { onCheckpoint: (each) => checkpoints.push(stored(each)) });
      for (const checkpoint of checkpoints) {
        const { results, events } = await tinyRace(spec, { resumeFrom: checkpoint });
        expect(timeless(results)).toEqual(timeless(unbroken.results));
        const [restored] = ofKind(events, 'restored');
        const told = ofKind(events, 'epoch').length;
        const lengths = Object.values(restored?.curves ?? {}).map(({ trainLoss }) => trainLoss.length);
        expect(lengths.reduce((sum, length) => sum + length, 0) + told).toBe(ofKind(unbroken.events, 'epoch').length);
      }
      expect(checkpoints.length).toBeGreaterThanOrEqual(4);
    },
    120_000,
  );

  it('remembers what was changed while it ran', async () => {
    const spec = tinySpec(['early']);
    const checkpoints: RaceCheckpoint[] = [];
    const control = new RaceControl();
    const unbroken = await tinyRace(spec, {
      control,
      onCheckpoint: (each) => {
        checkpoints.push(stored(each));
        if (checkpoints.length > 1) return;
        control.send({ kind: 'changeLearningRate', learningRate: 0.002 });
        control.send({ kind: 'changeClassWeighting', classWeighting: 'balanced' });
      },
    });
    const { results, events } = await tinyRace(spec, { resumeFrom: checkpoints[1] as RaceCheckpoint });
    expect(timeless(results)).toEqual(timeless(unbroken.results));
    expect(ofKind(events, 'restored')[0]?.changes).toMatchObject([
      { what: 'learningRate', from: 0.01, to: 0.002, epoch: 2, epochFraction: 0 },
      { what: 'classWeighting', from: 'root', to: 'balanced', epoch: 2 },
    ]);
  });

  it('is refused where it is of another experiment', async () => {
    const spec = tinySpec(['early'], { epochs: 1 });
    const checkpoints: RaceCheckpoint[] = [];
    await tinyRace(spec, { onCheckpoint: (each) => checkpoints.push(each) });
    const resumeFrom = checkpoints[0] as RaceCheckpoint;
    await expect(tinyRace(tinySpec(['early'], { epochs: 2 }), { resumeFrom })).rejects.toThrow(/the same settings/);
    await expect(tinyRace(spec, { resumeFrom, seed: 9 })).rejects.toThrow(/expected seed 9, found seed 1/);
    const fewer = { ...resumeFrom, beats: { train: 1, validation: 1, test: 1 } };
    await expect(tinyRace(spec, { resumeFrom: fewer })).rejects.toThrow(/found 1, 1 and 1/);
  });

  it('says where another backend goes on', async () => {
    const spec = tinySpec(['early'], { epochs: 2 });
    const checkpoints: RaceCheckpoint[] = [];
    await tinyRace(spec, { onCheckpoint: (each) => checkpoints.push(each) });
    const resumeFrom = { ...(checkpoints[0] as RaceCheckpoint), backend: 'webgpu' };
    const { events } = await tinyRace(spec, { resumeFrom });
    expect(ofKind(events, 'notice')[0]?.sentence).toMatch(/began on webgpu and goes on on wasm/);
  });
});
