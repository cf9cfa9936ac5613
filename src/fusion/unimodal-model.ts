import { encoderLayers } from './encoders';
import type { ModelSpec } from './model-spec';
import { type FusionInputs, headLayers } from './strategy';

const HEAD_UNITS = 64;

/** One representation, its encoder and a head: a unimodal baseline, and a member of late fusion. One spec for both, so that
 * a member that was trained as a baseline need not train again. */
export function unimodalModel(representation: string, shape: readonly number[], inputs: FusionInputs): ModelSpec {
  return {
    version: 1,
    name: representation,
    branches: [{ representation, inputShape: shape, layers: encoderLayers(shape, inputs.encoderDropout) }],
    head: headLayers(HEAD_UNITS, inputs),
    classes: inputs.classes,
  };
}
