import type { PlacedLayer } from '../../../fusion/model-shapes';
import { type BatchNormShape, gradientSumPieces, momentPieces } from '../kernels/batch-norm';
import { batchStatistics, runningStatistics } from '../kernels/batch-statistics';
import type { Chain } from '../kernels/chain';
import { channelMoments, MOMENTS } from '../kernels/channel-moments';
import { normalise } from '../kernels/normalise';
import { gammaBetaGradient, gradientSums, normaliseInputGradient } from '../kernels/normalise-gradient';
import type { BufferSlot } from '../program';
import { type Activation, asImage, gradientOf, outputOf, type Stage, type StageContext, slotOf } from './stage';

export interface BatchNormFollowers {
  readonly rectifies: boolean;
  readonly pools: boolean;
  /** The whole image's mean follows, after the pooling where there is one. */
  readonly isGlobal: boolean;
  /** Elementwise layers after that, without ReLU. */
  readonly chain: Chain;
  /** Shape of what leaves the last of them. */
  readonly output: readonly number[];
}

export function batchNormStage(context: StageContext, placed: PlacedLayer, followers: BatchNormFollowers): Stage {
  const { batch, training, builder, parameters, running } = context;
  const { path } = placed;
  const [rows, columns, channels] = asImage(placed.input);
  const gamma = slotOf(context.parameterLayout, path, 'gamma');
  const { rectifies, chain } = followers;
  const without: Omit<BatchNormShape, 'into'> = {
    batch,
    rows,
    columns,
    channels,
    gammaAt: gamma.offset,
    statisticsAt: slotOf(context.statisticsLayout, path, 'movingMean').offset,
    rectifies,
    pool: poolOf(followers, rows, columns),
    chain,
  };
  let input: Activation;
  let shape: BatchNormShape;
  let statistics: BufferSlot;

  function computeStatistics(): void {
    statistics = builder.transient(`${path} statistics`, 2 * channels);
    if (!training) {
      builder.dispatch(runningStatistics(shape), running, statistics);
      return;
    }
    const moments = builder.transient(`${path} moments`, momentPieces(shape) * channels * MOMENTS);
    builder.dispatch(channelMoments(shape), input.slot, moments);
    builder.dispatch(batchStatistics(shape), moments, running, statistics);
  }

  return {
    path,
    hasWeights: true,
    forward(given, end) {
      input = given;
      const output = outputOf(context, path, followers.output, end);
      shape = { ...without, into: output.placement };
      computeStatistics();
      builder.dispatch(normalise(shape, training), input.slot, statistics, parameters, output.slot);
      return output;
    },
    backward(gradient, wantInput) {
      const sums = builder.transient(`${path} gradient sums`, gradientSumPieces(shape) * channels * 2);
      const at = context.pieceRooms.take(gamma, 2 * channels, 1);
      builder.dispatch(gradientSums(shape), input.slot, statistics, parameters, gradient, sums);
      builder.dispatch(gammaBetaGradient(shape, at), sums, context.pieces);
      if (!wantInput) return null;
      const byInput = gradientOf(context, path, input);
      builder.dispatch(
        normaliseInputGradient(shape, at),
        input.slot,
        statistics,
        parameters,
        gradient,
        context.pieces,
        byInput,
      );
      return byInput;
    },
  };
}

/** The mean of the means of windows is the mean of all that the windows cover: one pass does both. */
function poolOf({ pools, isGlobal }: BatchNormFollowers, rows: number, columns: number): [number, number] {
  const window: [number, number] = pools ? [rows === 1 ? 1 : 2, 2] : [1, 1];
  if (!isGlobal) return window;
  return [rows - (rows % window[0]), columns - (columns % window[1])];
}
