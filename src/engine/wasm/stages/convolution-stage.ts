import type { PlacedLayer } from '../../../fusion/model-shapes';
import type { BufferSlot } from '../../plan/program';
import { asImage } from '../../plan/stages/stage';
import { collectGradient, gradientSumsOf } from './gradient-sums';
import type { Normalisation } from './normalisation';
import {
  type Activation,
  gradientBy,
  outputOf,
  perPiece,
  type Stage,
  type StageContext,
  toEights,
  weightOf,
} from './stage';

/**
 * A convolution, and the batch normalisation after it where there is one: then the moments are taken while a beat's output is in
 * the cache, and the gradient by the output never meets memory.
 */
export function convolutionStage(
  context: StageContext,
  placed: PlacedLayer,
  normalisation: Normalisation | null,
): Stage {
  const { builder, training, zeros } = context;
  const { path, layer } = placed;
  if (layer.kind !== 'conv1d' && layer.kind !== 'conv2d') throw new Error(`${path} is no convolution.`);
  const [rows, columns, inputs] = asImage(placed.input);
  const outputs = layer.filters;
  const windowRows = layer.kind === 'conv1d' ? 1 : layer.kernel;
  const windowColumns = layer.kernel;
  const window = { windowRows, windowColumns, inputs, outputs };
  const image = { rows, columns, ...window };
  const kernel = weightOf(context, path, 'kernel').value;
  const weights = { path, windowRows, depth: windowColumns * inputs, outputs, hasBias: layer.bias };
  let input: Activation;

  function frameOf(name: string, channels: number): { readonly slot: BufferSlot; readonly words: number } {
    const words = (rows + windowRows - 1) * (columns + windowColumns - 1) * channels;
    return { slot: perPiece(context, `${path} ${name} frame`, words), words };
  }

  function packed(kind: 'pack' | 'packFlipped'): BufferSlot {
    const [depth, width] = kind === 'pack' ? [inputs, outputs] : [outputs, inputs];
    const slot = builder.transient(`${path} ${kind}`, windowRows * windowColumns * depth * toEights(width));
    builder.call(kind, { kernel, packed: slot, ...window });
    return slot;
  }

  return {
    hasWeights: true,
    forward(given) {
      input = given;
      const output = outputOf(context, path, [...placed.input.slice(0, -1), outputs]);
      const frame = frameOf('input', inputs);
      const moments = training ? (normalisation?.createMoments() ?? null) : null;
      builder.call('convolution', {
        input: input.slot,
        output: output.slot,
        packed: packed('pack'),
        bias: layer.bias ? weightOf(context, path, 'bias').value : zeros,
        frame: frame.slot,
        frameWords: frame.words,
        moments: moments ?? 0,
        ...image,
      });
      return normalisation ? normalisation.forward(output, moments) : output;
    },
    backward(gradient, wantInput) {
      const byInput = wantInput ? gradientBy(context, path, input) : null;
      const through = normalisation?.prepareBackward(gradient, null) ?? null;
      const inputFrame = frameOf('input', inputs);
      const gradientFrame = frameOf('gradient', outputs);
      const sums = gradientSumsOf(context, weights);
      builder.call('convolutionGradient', {
        gradient: through ? 0 : gradient,
        normalisation: through ?? 0,
        input: input.slot,
        packed: byInput ? packed('packFlipped') : 0,
        byInput: byInput ?? 0,
        zeros,
        ...sums,
        inputFrame: inputFrame.slot,
        inputFrameWords: inputFrame.words,
        gradientFrame: gradientFrame.slot,
        gradientFrameWords: gradientFrame.words,
        ...image,
      });
      collectGradient(context, weights, sums);
      return byInput;
    },
  };
}
