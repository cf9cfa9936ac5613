import type { PlacedLayer } from '../../../fusion/model-shapes';
import type { Chain } from '../kernels/chain';
import { needsOutput } from '../kernels/chain';
import { type ConvolutionShape, convolution, convolutionInputGradient } from '../kernels/convolution';
import { elementwiseGradient } from '../kernels/elementwise';
import { filterGradient, filterGradientPieces, filterGradientSize } from '../kernels/filter-gradient';
import type { BufferSlot } from '../program';
import { type Activation, asImage, gradientOf, outputOf, type Stage, type StageContext, slotOf } from './stage';

export function convolutionStage(context: StageContext, placed: PlacedLayer, chain: Chain): Stage {
  const { batch, training, builder } = context;
  const { path, layer, output: outputShape } = placed;
  if (layer.kind !== 'conv1d' && layer.kind !== 'conv2d') throw new Error(`${path} is no convolution.`);
  const [rows, columns, inputs] = asImage(placed.input);
  const filter = slotOf(context.parameterLayout, path, 'kernel');
  const shape: ConvolutionShape = {
    batch,
    rows,
    columns,
    inputs,
    outputs: layer.filters,
    window: [layer.kind === 'conv1d' ? 1 : layer.kernel, layer.kernel],
    filterAt: filter.offset,
    biasAt: layer.bias ? slotOf(context.parameterLayout, path, 'bias').offset : null,
  };
  let input: Activation;
  let output: Activation;

  /** The gradient by the convolution itself, before its chain. */
  function throughChain(gradient: BufferSlot): BufferSlot {
    if (chain.length === 0) return gradient;
    const features = rows * columns * shape.outputs;
    const through = builder.transient(`gradient by ${path}`, batch * features);
    const extra = needsOutput(chain) ? [output.slot] : [];
    builder.dispatch(
      elementwiseGradient({ batch, features, into: output.placement, chain }),
      gradient,
      through,
      ...extra,
    );
    return through;
  }

  return {
    path,
    hasWeights: true,
    forward(given, end) {
      input = given;
      output = outputOf(context, path, outputShape, end);
      builder.dispatch(
        convolution(shape, output.placement, chain, training),
        input.slot,
        context.parameters,
        output.slot,
      );
      return output;
    },
    backward(byOutput, wantInput) {
      const gradient = throughChain(byOutput);
      const at = context.pieceRooms.take(filter, filterGradientSize(shape), filterGradientPieces(shape));
      builder.dispatch(filterGradient(shape, at), input.slot, gradient, context.pieces);
      if (!wantInput) return null;
      const byInput = gradientOf(context, path, input);
      builder.dispatch(convolutionInputGradient(shape), gradient, context.parameters, byInput);
      return byInput;
    },
  };
}
