import type { PlacedLayer } from '../../../fusion/model-shapes';
import type { Chain } from '../kernels/chain';
import { type PoolShape, pool, poolGradient } from '../kernels/pool';
import { type Activation, asImage, gradientOf, outputOf, type Stage, type StageContext } from './stage';

/** Average pooling, of windows of 2 or of the whole image. `chain` is without ReLU; `outputShape` is what leaves it. */
export function poolStage(
  context: StageContext,
  { path, layer, input: inputShape }: PlacedLayer,
  chain: Chain,
  outputShape: readonly number[],
): Stage {
  const { batch, training, builder } = context;
  const [rows, columns, channels] = asImage(inputShape);
  const isGlobal = layer.kind === 'globalAveragePool';
  let input: Activation;
  let shape: PoolShape;
  return {
    path,
    hasWeights: false,
    forward(given, end) {
      input = given;
      const output = outputOf(context, path, outputShape, end);
      const window = isGlobal ? ([rows, columns] as const) : ([rows === 1 ? 1 : 2, 2] as const);
      shape = { batch, rows, columns, channels, window, into: output.placement, chain };
      builder.dispatch(pool(shape, training), input.slot, output.slot);
      return output;
    },
    backward(gradient, wantInput) {
      if (!wantInput) return null;
      const byInput = gradientOf(context, path, input);
      builder.dispatch(poolGradient(shape), gradient, byInput);
      return byInput;
    },
  };
}
