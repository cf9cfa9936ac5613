import { encoderLayers } from '../encoders';
import { type FusionStrategy, headLayers } from '../strategy';

const HEAD_UNITS = 64;

export const strategy: FusionStrategy = {
  id: 'intermediate',
  subtitle: 'hidden representations meet',
  teaches:
    'Each modality passes through an encoder of its own, and what the encoders learned is concatenated into one head; all of it ' +
    'is trained together. The encoders even out the feature counts before the streams meet, and the head can learn that a wide ' +
    'beat means something else when it comes early. The price is that a quick modality can do the work before a slow one has ' +
    'learned anything.',
  build(inputs) {
    return {
      strategy: 'intermediate',
      combination: 'single',
      members: [
        {
          version: 1,
          name: 'intermediate',
          branches: inputs.branches.map(({ representation, shape }) => ({
            representation,
            inputShape: shape,
            layers: encoderLayers(shape, inputs.encoderDropout),
          })),
          head: headLayers(HEAD_UNITS, inputs),
          classes: inputs.classes,
        },
      ],
    };
  },
};
