import { sizeOf } from '../../../domain/representation';
import type { Chain } from '../kernels/chain';
import { needsOutput } from '../kernels/chain';
import { type ElementwiseShape, elementwise, elementwiseGradient } from '../kernels/elementwise';
import { type Activation, gradientOf, outputOf, type Stage, type StageContext } from './stage';

/** Elementwise layers that follow nothing that could take them along. */
export function elementwiseStage(
  context: StageContext,
  path: string,
  chain: Chain,
  outputShape: readonly number[],
): Stage {
  const { batch, training, builder } = context;
  let input: Activation;
  let output: Activation;
  let shape: ElementwiseShape;
  return {
    path,
    hasWeights: false,
    forward(given, end) {
      input = given;
      output = outputOf(context, path, outputShape, end);
      shape = { batch, features: sizeOf(outputShape), into: output.placement, chain };
      builder.dispatch(elementwise(shape, training), input.slot, output.slot);
      return output;
    },
    backward(gradient, wantInput) {
      if (!wantInput) return null;
      const byInput = gradientOf(context, path, input);
      const extra = needsOutput(chain) ? [output.slot] : [];
      builder.dispatch(elementwiseGradient(shape), gradient, byInput, ...extra);
      return byInput;
    },
  };
}
