import { type Chain, chainForward } from './chain';
import { binding, type Kernel, main, type Placement, place, STEP, workgroupsFor } from './kernel';

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
 * left for that page's dispatch. Buffers: page `[example, feature]`, order, mean and scale `[feature]`, batch. Cost: a read and
 * a write of the batch.
 */
export function gather({ batch, features, firstExample, examples, into, chain, training }: GatherShape): Kernel {
  const code = `${STEP}
${binding(1, 'page', 'read')}${binding(2, 'order', 'read', 'u32')}${binding(3, 'center', 'read')}${binding(4, 'scale', 'read')}${binding(5, 'batch', 'write')}
${chainForward(chain, training)}
${main(`
  let row = index / ${features}u;
  let feature = index % ${features}u;
  if (row >= step.count) { return; }
  let example = order[step.first + row] - ${firstExample}u;
  if (example >= ${examples}u) { return; }
  let value = (page[example * ${features}u + feature] - center[feature]) * scale[feature];
  batch[${place(into, 'row', 'feature')}] = chain(value, index);`)}`;
  return {
    label: `gather ${features}`,
    code,
    access: ['read', 'read', 'read', 'read', 'write'],
    workgroups: workgroupsFor(batch * features),
  };
}
