/** The end of a step: every layer's gradients brought together, measured, and taken by Adam. */

import { sizeOf } from '../../domain/representation';
import { adam, collectGradient, type Stretch, squaredNorms, squaredNormsSize } from './kernels/optimiser';
import type { BufferSlot } from './program';
import type { Activation, StageContext } from './stages/stage';

/** `branches` are the outputs that lie side by side among `mergedWidth` merged features; `give` names buffers from outside. */
export function optimise(
  { builder, pieces, parameters, parameterLayout }: StageContext,
  give: (name: string, words: number) => BufferSlot,
  totals: BufferSlot,
  branches: readonly Activation[],
  mergedWidth: number,
): void {
  const { length } = parameterLayout;
  const gradient = give('gradient', length);
  const merge = stretchOfMerge(parameterLayout, mergedWidth);
  const stretches = [{ from: 0, length }, ...branches.map(merge)];
  const norms = builder.transient('norms', squaredNormsSize(stretches));
  builder.dispatch(collectGradient(length), give('table', 3 * length), pieces, gradient);
  builder.dispatch(squaredNorms(stretches), gradient, norms);
  builder.dispatch(
    adam(length, branches.length),
    gradient,
    norms,
    parameters,
    give('first moment', length),
    give('second moment', length),
    totals,
  );
}

/** The rows of the first merged layer's kernel that belong to a branch. */
function stretchOfMerge(
  { slots }: StageContext['parameterLayout'],
  mergedWidth: number,
): (branch: Activation) => Stretch {
  const first = slots.find(({ path, weight }) => path === 'head/0' && weight.name === 'kernel');
  if (!first) throw new Error('The head does not begin with a dense layer.');
  const units = sizeOf(first.weight.shape) / mergedWidth;
  return ({ placement, shape }) => ({
    from: first.offset + placement.offset * units,
    length: sizeOf(shape) * units,
  });
}
