/** The models that speed is measured with. Without dropout, so that any other library can train the very same. */

import type { ModelSpec } from '../fusion/model-spec';
import { buildPlans } from '../fusion/registry';

export const SPEED_MODELS = ['reference', 'early', 'intermediate', 'late'] as const;
export type SpeedModelName = (typeof SPEED_MODELS)[number];

/** The shapes that the lab's representations have at their initial parameters. */
export const SPEED_SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1] } as const;

export const SPEED_CLASSES = 4;

export interface SpeedModel {
  readonly name: SpeedModelName;
  /** Each is trained on every beat; late fusion has one for each modality, the others have one in all. */
  readonly members: readonly ModelSpec[];
}

/** `reference` is intermediate fusion of time and spectrogram; the strategies merge all of `SPEED_SHAPES`. */
export async function speedModel(name: SpeedModelName): Promise<SpeedModel> {
  const strategy = name === 'reference' ? 'intermediate' : name;
  const branches = name === 'reference' ? ['time', 'spectrogram'] : Object.keys(SPEED_SHAPES);
  const plans = await buildPlans([strategy], branches, SPEED_SHAPES, {
    classes: SPEED_CLASSES,
    dropout: 0,
    encoderDropout: 0,
    earlyBalance: 'none',
  });
  return { name, members: plans.flatMap(({ members }) => members) };
}
