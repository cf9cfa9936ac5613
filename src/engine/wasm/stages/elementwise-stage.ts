import { sizeOf } from '../../../domain/representation';
import type { PlacedLayer } from '../../../fusion/model-shapes';
import { dropoutThreshold } from '../../dropout-mask';
import type { BufferSlot } from '../../plan/program';
import { type Activation, gradientBy, outputOf, type Stage, type StageContext } from './stage';

/** ReLU, a scaling or dropout where no kernel takes it along; flattening, and dropout at inference, leave what they are given. */
export function elementwiseStage(context: StageContext, placed: PlacedLayer, key: number): Stage {
  const { builder, training } = context;
  const { path, layer } = placed;
  const features = sizeOf(placed.output);
  let output: Activation;

  function call(input: BufferSlot, into: BufferSlot, rectified: BufferSlot | null): void {
    const fields = { input, output: into, features };
    if (layer.kind === 'scale') builder.call('scale', { ...fields, factor: layer.factor });
    else if (layer.kind === 'dropout') builder.call('dropout', { ...fields, ...unitsOf(layer.rate, key) });
    else if (rectified) builder.call('reluGradient', { ...fields, rectified });
    else builder.call('relu', fields);
  }

  const leavesAll = layer.kind === 'flatten' || (layer.kind === 'dropout' && !training);
  return {
    hasWeights: false,
    forward(input) {
      if (leavesAll) return { slot: input.slot, shape: placed.output };
      output = outputOf(context, path, placed.output);
      call(input.slot, output.slot, null);
      return output;
    },
    backward(gradient, wantInput) {
      if (leavesAll || !wantInput) return wantInput ? gradient : null;
      const byInput = gradientBy(context, path, output);
      call(gradient, byInput, output.slot);
      return byInput;
    },
  };
}

/** What a dropout layer leaves out, and by what it multiplies the rest. */
function unitsOf(
  rate: number,
  key: number,
): { readonly key: number; readonly threshold: number; readonly factor: number } {
  return { key: key | 0, threshold: dropoutThreshold(rate) | 0, factor: 1 / (1 - rate) };
}
