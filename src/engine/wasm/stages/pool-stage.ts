import type { PlacedLayer } from '../../../fusion/model-shapes';
import { asImage } from '../../plan/stages/stage';
import { type Activation, gradientBy, outputOf, type Stage, type StageContext } from './stage';

/** Average pooling, of windows of 2 or of the whole image. */
export function poolStage(context: StageContext, placed: PlacedLayer): Stage {
  const { builder } = context;
  const { path, layer } = placed;
  const [rows, columns, channels] = asImage(placed.input);
  const isGlobal = layer.kind === 'globalAveragePool';
  const window = isGlobal ? { poolRows: rows, poolColumns: columns } : { poolRows: rows === 1 ? 1 : 2, poolColumns: 2 };
  const image = { rows, columns, channels, ...window };
  let input: Activation;
  return {
    hasWeights: false,
    forward(given) {
      input = given;
      const output = outputOf(context, path, placed.output);
      builder.call('pool', { input: input.slot, output: output.slot, ...image });
      return output;
    },
    backward(gradient, wantInput) {
      if (!wantInput) return null;
      const byInput = gradientBy(context, path, input);
      builder.call('poolGradient', { input: byInput, output: gradient, ...image });
      return byInput;
    },
  };
}
