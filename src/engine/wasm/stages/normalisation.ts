/** Batch normalisation with the ReLU and the average pooling after it. */

import type { PlacedLayer } from '../../../fusion/model-shapes';
import type { BufferSlot } from '../../plan/program';
import { asImage } from '../../plan/stages/stage';
import type { Shape } from '../program';
import {
  type Activation,
  gradientBy,
  outputOf,
  perPiece,
  runningOf,
  type Stage,
  type StageContext,
  toFours,
  weightOf,
} from './stage';

export interface NormalisationFollowers {
  readonly rectifies: boolean;
  readonly pools: boolean;
  /** Of what leaves the last of them. */
  readonly output: readonly number[];
}

export class Normalisation {
  private readonly path: string;
  private readonly channels: number;
  private readonly positions: number;
  private readonly image: Readonly<Record<'rows' | 'columns' | 'channels' | 'poolRows' | 'poolColumns', number>>;
  private readonly statistics: BufferSlot;
  private readonly rectifies: number;
  private input: Activation | null = null;

  constructor(
    private readonly context: StageContext,
    placed: PlacedLayer,
    private readonly followers: NormalisationFollowers,
  ) {
    const [rows, columns, channels] = asImage(placed.input);
    const { pools, rectifies } = followers;
    this.path = placed.path;
    this.channels = channels;
    this.positions = rows * columns;
    this.rectifies = Number(rectifies);
    this.image = { rows, columns, channels, poolRows: pools && rows > 1 ? 2 : 1, poolColumns: pools ? 2 : 1 };
    this.statistics = context.builder.transient(`${this.path} statistics`, 2 * toFours(channels));
  }

  /** For the moments of what will be normalised: by piece of the batch, as `kernels/moments.ts` lays them out. */
  createMoments(): BufferSlot {
    return perPiece(this.context, `${this.path} moments`, 4 + 2 * toFours(this.channels));
  }

  /** `moments` are of the input; without them it takes them itself while training. */
  forward(input: Activation, moments: BufferSlot | null): Activation {
    const { builder, training } = this.context;
    this.input = input;
    const known = training ? (moments ?? this.takeMoments(input)) : 0;
    builder.call(training ? 'batchStatistics' : 'runningStatistics', {
      moments: known,
      statistics: this.statistics,
      movingMean: runningOf(this.context, this.path, 'movingMean'),
      movingVariance: runningOf(this.context, this.path, 'movingVariance'),
      channels: this.channels,
    });
    const output = outputOf(this.context, this.path, this.followers.output);
    builder.call('normalise', {
      input: input.slot,
      output: output.slot,
      ...this.common,
      ...this.image,
      rectifies: this.rectifies,
    });
    return output;
  }

  /** Calls what the gradient by the input needs, and leaves those by gamma and beta. */
  prepareBackward(gradient: BufferSlot, byInput: BufferSlot | null): Shape {
    const { builder } = this.context;
    const input = this.input as Activation;
    const fields = {
      input: input.slot,
      gradient,
      ...this.common,
      sums: perPiece(this.context, `${this.path} gradient sums`, 2 * toFours(this.channels)),
      means: builder.transient(`${this.path} gradient means`, 2 * toFours(this.channels)),
      byInput: 0,
      gammaGradient: weightOf(this.context, this.path, 'gamma').gradient,
      betaGradient: weightOf(this.context, this.path, 'beta').gradient,
      ...this.image,
      rectifies: this.rectifies,
    };
    builder.call('gradientSums', fields);
    builder.call('gammaBetaGradient', fields);
    return { kernel: 'normaliseGradient', fields: { ...fields, byInput: byInput ?? 0 } };
  }

  private get common() {
    return {
      statistics: this.statistics,
      gamma: weightOf(this.context, this.path, 'gamma').value,
      beta: weightOf(this.context, this.path, 'beta').value,
    };
  }

  private takeMoments(input: Activation): BufferSlot {
    const { positions, channels } = this;
    const moments = this.createMoments();
    this.context.builder.call('channelMoments', { input: input.slot, moments, positions, channels });
    return moments;
  }
}

/** Where it follows no convolution. */
export function normalisationStage(
  context: StageContext,
  placed: PlacedLayer,
  followers: NormalisationFollowers,
): Stage {
  const normalisation = new Normalisation(context, placed, followers);
  return {
    hasWeights: true,
    forward: (input) => normalisation.forward(input, null),
    backward(gradient, wantInput) {
      const input = { slot: gradient, shape: placed.input };
      const byInput = wantInput ? gradientBy(context, placed.path, input) : null;
      const shape = normalisation.prepareBackward(gradient, byInput);
      if (byInput) context.builder.add(shape);
      return byInput;
    },
  };
}
