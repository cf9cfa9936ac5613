import type { PlacedLayer } from '../../../fusion/model-shapes';
import type { BufferSlot } from '../../plan/program';
import { collectGradient, gradientSumsOf } from './gradient-sums';
import { type Activation, gradientBy, outputOf, type Stage, type StageContext, toEights, weightOf } from './stage';

export function denseStage(context: StageContext, placed: PlacedLayer): Stage {
  const { builder, zeros } = context;
  const { path, layer } = placed;
  if (layer.kind !== 'dense') throw new Error(`${path} is no dense layer.`);
  const inputs = placed.input[0] as number;
  const { units } = layer;
  const kernel = weightOf(context, path, 'kernel').value;
  const weights = { path, windowRows: 1, depth: inputs, outputs: units, hasBias: true };
  let input: Activation;

  function packed(kind: 'pack' | 'packFlipped'): BufferSlot {
    const words = kind === 'pack' ? inputs * toEights(units) : units * toEights(inputs);
    const slot = builder.transient(`${path} ${kind}`, words);
    builder.call(kind, { kernel, packed: slot, windowRows: 1, windowColumns: 1, inputs, outputs: units });
    return slot;
  }

  return {
    hasWeights: true,
    forward(given) {
      input = given;
      const output = outputOf(context, path, [units]);
      const bias = weightOf(context, path, 'bias').value;
      builder.call('dense', { input: input.slot, output: output.slot, packed: packed('pack'), bias, inputs, units });
      return output;
    },
    backward(gradient, wantInput) {
      const byInput = wantInput ? gradientBy(context, path, input) : null;
      const sums = gradientSumsOf(context, weights);
      builder.call('denseGradient', {
        gradient,
        input: input.slot,
        packed: byInput ? packed('packFlipped') : 0,
        byInput: byInput ?? 0,
        zeros,
        ...sums,
        inputs,
        units,
      });
      collectGradient(context, weights, sums);
      return byInput;
    },
  };
}
