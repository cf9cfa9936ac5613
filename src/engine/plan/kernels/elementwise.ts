import { type Chain, chainBackward, chainForward, needsOutput } from './chain';
import { binding, type Kernel, main, type Placement, place, STEP, workgroupsFor } from './kernel';

export interface ElementwiseShape {
  readonly batch: number;
  readonly features: number;
  readonly into: Placement;
  readonly chain: Chain;
}

/** A chain that no other kernel could take along. Buffers: input `[batch, feature]`, output. */
export function elementwise({ batch, features, into, chain }: ElementwiseShape, training: boolean): Kernel {
  const code = `${STEP}
${binding(1, 'values', 'read')}${binding(2, 'result', 'write')}
${chainForward(chain, training)}
${main(`
  let beat = index / ${features}u;
  if (beat >= step.count) { return; }
  result[${place(into, 'beat', `index % ${features}u`)}] = chain(values[index], index);`)}`;
  return {
    label: `elementwise ${features}`,
    code,
    access: ['read', 'write'],
    workgroups: workgroupsFor(batch * features),
  };
}

/** Buffers: gradient by the output, gradient by the input, (output where the chain has ReLU). */
export function elementwiseGradient({ batch, features, into, chain }: ElementwiseShape): Kernel {
  const reads = needsOutput(chain);
  const code = `${STEP}
${binding(1, 'gradient', 'read')}${binding(2, 'result', 'write')}${reads ? binding(3, 'output', 'read') : ''}
${chainBackward(chain)}
${main(`
  let beat = index / ${features}u;
  if (beat >= step.count) { return; }
  let at = ${place(into, 'beat', `index % ${features}u`)};
  result[index] = back(gradient[at], ${reads ? 'output[at]' : '0.0f'}, index);`)}`;
  return {
    label: `elementwise gradient ${features}`,
    code,
    access: ['read', 'write', ...(reads ? (['read'] as const) : [])],
    workgroups: workgroupsFor(batch * features),
  };
}
