import { describe, expect, it } from 'vitest';
import { countParameters, countPlanParameters, placeLayers } from './model-shapes';
import type { ModelSpec } from './model-spec';
import { buildPlans } from './registry';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [6] };
const SETTINGS = { classes: 4, dropout: 0, encoderDropout: 0, earlyBalance: 'none' } as const;
const member = async (strategy: string, branches: string[], settings: Parameters<typeof buildPlans>[3] = SETTINGS) =>
  (await buildPlans([strategy], branches, SHAPES, settings))[0]?.members[0] as ModelSpec;

describe('fusion strategies', () => {
  it('builds the reference model from time and spectrogram: 15,012 trained parameters (15,236 with running statistics)', async () => {
    // Worked by hand: 1D 56 + 896 + 3584, 2D 72 + 1152 + 4608, norms 2 * 2 * (8 + 16 + 32), head 64 * 64 + 64 + 64 * 4 + 4.
    const model = await member('intermediate', ['time', 'spectrogram']);
    expect(countParameters(model)).toBe(4536 + 5832 + 224 + 4420);
  });
  it('gives every strategy the same encoders', async () => {
    const intermediate = await member('intermediate', ['time', 'spectrogram']);
    const time = await member('time', []);
    expect(intermediate.branches[0]).toEqual(time.branches[0]);
  });
  it('trains the baselines as the members of late fusion', async () => {
    const plans = await buildPlans(['time', 'rhythm', 'late'], ['time', 'rhythm'], SHAPES, SETTINGS);
    expect(plans[2]?.members).toEqual([plans[0]?.members[0], plans[1]?.members[0]]);
    expect(countPlanParameters(plans[2] as (typeof plans)[0])).toBe(
      plans.slice(0, 2).reduce((sum, plan) => sum + countPlanParameters(plan), 0),
    );
  });
  it('merges all features first in early fusion', async () => {
    const early = await member('early', ['time', 'frequency', 'spectrogram', 'rhythm']);
    expect(placeLayers(early).find(({ path }) => path === 'head/0')?.input).toEqual([256 + 64 + 1024 + 6]);
  });
  it('evens out the modalities of early fusion and keeps the total variance', async () => {
    const branches = ['time', 'frequency', 'spectrogram', 'rhythm'] as const;
    const early = await member('early', [...branches], { ...SETTINGS, earlyBalance: 'equal' });
    const variances = early.branches.map((branch) => {
      const scale = branch.layers.find((layer) => layer.kind === 'scale');
      const features = branch.inputShape.reduce((product, length) => product * length, 1);
      return features * (scale?.factor as number) ** 2;
    });
    for (const variance of variances) expect(variance).toBeCloseTo((256 + 64 + 1024 + 6) / 4);
  });
  it('says what does not fit', () => {
    const broken: ModelSpec = {
      version: 1,
      name: 'broken',
      branches: [{ representation: 'time', inputShape: [256, 1], layers: [] }],
      head: [{ kind: 'dense', units: 4 }],
      classes: 4,
    };
    expect(() => placeLayers(broken)).toThrow(/Branch "time" ends in \[256,1\]/);
    expect(() =>
      placeLayers({ ...broken, branches: [], head: [{ kind: 'conv1d', filters: 2, kernel: 3, bias: true }] }),
    ).toThrow(/conv1d cannot take an input of shape \[0\]/);
  });
});
