import type { PlacedLayer } from '../../../fusion/model-shapes';
import type { Chain } from '../kernels/chain';
import { needsOutput } from '../kernels/chain';
import { type DenseShape, dense, densePieces, denseProduct, denseSum } from '../kernels/dense';
import { denseInputGradient, denseKernelGradient, kernelGradientPieces } from '../kernels/dense-gradient';
import { type Activation, gradientOf, outputOf, type Stage, type StageContext, slotOf } from './stage';

export function denseStage(
  context: StageContext,
  { path, layer, input: inputShape }: PlacedLayer,
  chain: Chain,
): Stage {
  if (layer.kind !== 'dense') throw new Error(`${path} is no dense layer.`);
  const { batch, training, builder, parameters, pieces } = context;
  const kernel = slotOf(context.parameterLayout, path, 'kernel');
  const inputs = inputShape[0] as number;
  const { units } = layer;
  let input: Activation;
  let output: Activation;
  let shape: DenseShape;

  function multiply(): void {
    const count = densePieces(shape);
    if (count === 1) {
      builder.dispatch(dense(shape, training), input.slot, parameters, output.slot);
      return;
    }
    const products = builder.transient(`${path} products`, count * batch * units);
    builder.dispatch(denseProduct(shape), input.slot, parameters, products);
    builder.dispatch(denseSum(shape, training), products, parameters, output.slot);
  }

  return {
    path,
    hasWeights: true,
    forward(given, end) {
      input = given;
      output = outputOf(context, path, [units], end);
      shape = { batch, inputs, units, kernelAt: kernel.offset, from: input.placement, into: output.placement, chain };
      multiply();
      return output;
    },
    backward(gradient, wantInput) {
      const extra = needsOutput(chain) ? [output.slot] : [];
      const at = context.pieceRooms.take(kernel, (inputs + 1) * units, kernelGradientPieces(shape));
      builder.dispatch(denseKernelGradient(shape, at), input.slot, gradient, pieces, ...extra);
      if (!wantInput) return null;
      const byInput = gradientOf(context, path, input);
      builder.dispatch(denseInputGradient(shape), gradient, parameters, byInput, ...extra);
      return byInput;
    },
  };
}
