import { type Chain, chainBackward, chainForward, chainSizes, needsOutput } from './chain';
import {
  type Kernel,
  kernel,
  mainOfBeats,
  type Placement,
  place,
  placementSizes,
  type Sizes,
  workgroupsOfBeats,
} from './kernel';

export interface ElementwiseShape {
  readonly batch: number;
  readonly features: number;
  readonly into: Placement;
  readonly chain: Chain;
}

function sizesOf({ features, into, chain }: ElementwiseShape): Sizes {
  return { features, ...placementSizes('into', into), ...chainSizes(chain) };
}

/**
 * A chain that no other kernel could take along. Buffers: input `[beat, feature]`, output as `into` says. Cost: a read and a
 * write of every number, an invocation for each.
 */
export function elementwise(shape: ElementwiseShape, training: boolean): Kernel {
  return kernel({
    name: 'elementwise',
    about: `${shape.features}`,
    sizes: sizesOf(shape),
    buffers: { values: 'read', result: 'write' },
    code: `${chainForward(shape.chain, training)}
${mainOfBeats(`
  let index = beat * sizes.features + inner;
  result[${place('into', 'beat', 'inner')}] = chain(values[index], index);`)}`,
    workgroups: workgroupsOfBeats(shape.batch, shape.features),
  });
}

/**
 * The gradient by the chain's input. Buffers: gradient by the output (as `into` says), gradient by the input
 * `[beat, feature]`, (output where the chain has ReLU). Cost: as forward, and a read of the output.
 */
export function elementwiseGradient(shape: ElementwiseShape): Kernel {
  const reads = needsOutput(shape.chain);
  return kernel({
    name: 'elementwise gradient',
    about: `${shape.features}`,
    sizes: sizesOf(shape),
    buffers: { gradient: 'read', result: 'write', ...(reads && { output: 'read' }) },
    code: `${chainBackward(shape.chain)}
${mainOfBeats(`
  let index = beat * sizes.features + inner;
  let at = ${place('into', 'beat', 'inner')};
  result[index] = back(gradient[at], ${reads ? 'output[at]' : '0.0f'}, index);`)}`,
    workgroups: workgroupsOfBeats(shape.batch, shape.features),
  });
}
