import { sizeOf } from '../../domain/representation';
import type { BranchSpec, LayerSpec } from '../model-spec';
import { type FusionInputs, type FusionStrategy, headLayers } from '../strategy';

const FIRST_UNITS = 64;
const SECOND_UNITS = 32;

/**
 * With features of unit variance a block of n features carries variance n into every unit of the first layer. Scaled by
 * sqrt(all / (blocks * n)) each block carries the same, and the total stays what it was.
 */
function balanceFactor(features: number, all: number, blocks: number): number {
  return Math.sqrt(all / (blocks * features));
}

function branch(shape: readonly number[], representation: string, inputs: FusionInputs): BranchSpec {
  const flatten: LayerSpec[] = shape.length > 1 ? [{ kind: 'flatten' }] : [];
  if (inputs.earlyBalance === 'none') return { representation, inputShape: shape, layers: flatten };
  const all = inputs.branches.reduce((sum, each) => sum + sizeOf(each.shape), 0);
  const factor = balanceFactor(sizeOf(shape), all, inputs.branches.length);
  return { representation, inputShape: shape, layers: [...flatten, { kind: 'scale', factor }] };
}

export const strategy: FusionStrategy = {
  id: 'early',
  subtitle: 'inputs meet',
  teaches:
    'All features are normalised, laid end to end and given to one dense network. It is the simplest fusion and can learn ' +
    'any interaction between modalities, but it cannot know that neighbouring samples belong together, and a modality with ' +
    'a thousand features sends a thousand times the gradient of one with a single feature into the first layer, so that small ' +
    'modalities are drowned. Equal weight per modality is the cure to try.',
  build(inputs) {
    return {
      strategy: 'early',
      combination: 'single',
      members: [
        {
          version: 1,
          name: 'early',
          branches: inputs.branches.map((each) => branch(each.shape, each.representation, inputs)),
          head: [{ kind: 'dense', units: FIRST_UNITS }, { kind: 'relu' }, ...headLayers(SECOND_UNITS, inputs)],
          classes: inputs.classes,
        },
      ],
    };
  },
};
