import type { FusionStrategy } from '../strategy';
import { unimodalModel } from '../unimodal-model';

/** The strategy that looks at one representation and ignores the other branches. */
export function unimodal(representation: string): FusionStrategy {
  return {
    id: representation,
    subtitle: 'one stream alone',
    teaches:
      'One representation, its encoder and a head. Without these baselines no claim about fusion means anything: a fusion ' +
      'that does not beat its best single branch has only added parameters.',
    build(inputs) {
      const branch = inputs.branches.find((each) => each.representation === representation);
      if (!branch) throw new Error(`The unimodal strategy "${representation}" was given no branch of that name.`);
      return {
        strategy: representation,
        members: [unimodalModel(representation, branch.shape, inputs)],
        combination: 'single',
      };
    },
  };
}
