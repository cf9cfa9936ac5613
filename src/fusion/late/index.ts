import type { FusionStrategy } from '../strategy';
import { unimodalModel } from '../unimodal-model';

export const strategy: FusionStrategy = {
  id: 'late',
  subtitle: 'decisions meet',
  teaches:
    'Each modality trains a whole model of its own; only their class probabilities are averaged, with weights fitted on the ' +
    'validation part. Members that err on different beats correct each other, and a member that fails can be weighed down ' +
    'without training again. What no member can see alone, such as a shape that matters only with a rhythm, stays unseen.',
  build(inputs) {
    return {
      strategy: 'late',
      combination: 'average',
      members: inputs.branches.map(({ representation, shape }) => unimodalModel(representation, shape, inputs)),
    };
  },
};
