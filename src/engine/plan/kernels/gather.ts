import { type Chain, chainForward, chainSizes } from './chain';
import { type Kernel, kernel, mainOfBeats, type Placement, place, placementSizes, workgroupsOfBeats } from './kernel';

export interface GatherShape {
  readonly batch: number;
  readonly features: number;
  /** The page holds the examples `firstExample` to `firstExample + examples` of the part. */
  readonly firstExample: number;
  readonly examples: number;
  readonly into: Placement;
  readonly chain: Chain;
  readonly training: boolean;
}

/**
 * The batch's examples from one page of the resident part, normalised: `(x - mean) * scale`. An example of another page is
 * left for that page's dispatch.
 *
 * Buffers: page `[example, feature]`, order `[example]`, mean and scale `[feature]`, batch `[beat, feature]`. Cost: 2 FLOPs, a
 * read and a write for each number of the batch; an invocation for each.
 */
export function gather({ batch, features, firstExample, examples, into, chain, training }: GatherShape): Kernel {
  return kernel({
    name: 'gather',
    about: `${features}`,
    sizes: {
      features,
      first_example: firstExample,
      examples,
      ...placementSizes('into', into),
      ...chainSizes(chain),
    },
    buffers: { page: 'read', order: 'read u32', center: 'read', scale: 'read', batch: 'write' },
    code: `${chainForward(chain, training)}
${mainOfBeats(`
  let example = order[step.first + beat] - sizes.first_example;
  if (example >= sizes.examples) { return; }
  let value = (page[example * sizes.features + inner] - center[inner]) * scale[inner];
  batch[${place('into', 'beat', 'inner')}] = chain(value, beat * sizes.features + inner);`)}`,
    workgroups: workgroupsOfBeats(batch, features),
  });
}
