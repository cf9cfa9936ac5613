/** A ModelSpec as a jax-js function: one jit-compiled step of loss, gradients and Adam, channels first as the library has it. */

import type * as Jax from '@jax-js/jax';
import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../../../src/engine/adam';
import { type PlacedLayer, placeLayers } from '../../../src/fusion/model-shapes';
import type { ModelSpec } from '../../../src/fusion/model-spec';
import type { FirstWeight } from './trial';

type JaxArray = Jax.numpy.Array;
/** By path and name: `time/0/kernel`. */
export type JaxWeights = Record<string, JaxArray>;

const BATCH_NORM_EPSILON = 1e-3;
const MOMENTUM = 0.9;

/** What the optimiser carries from step to step. */
export type JaxState = {
  parameters: JaxWeights;
  first: JaxWeights;
  second: JaxWeights;
  /** Running means and variances. */
  statistics: JaxWeights;
};

/** Kernels of convolutions turn from `[...window, in, out]` to `[out, in, ...window]`. */
export function jaxWeight({ numpy }: typeof Jax, { name, shape, values }: FirstWeight): JaxArray {
  const array = numpy.array(values).reshape([...shape]);
  if (name !== 'kernel' || shape.length < 3) return array;
  const window = shape.slice(0, -2).map((_, axis) => axis);
  return array.transpose([shape.length - 1, shape.length - 2, ...window]);
}

export function initialState(jax: typeof Jax, spec: ModelSpec, weights: readonly FirstWeight[]): JaxState {
  const { numpy } = jax;
  const parameters = Object.fromEntries(weights.map((each) => [`${each.path}/${each.name}`, jaxWeight(jax, each)]));
  const zeros = (): JaxWeights =>
    Object.fromEntries(Object.entries(parameters).map(([key, { shape }]) => [key, numpy.zeros(shape)]));
  const statistics: JaxWeights = {};
  for (const { path, layer, output } of placeLayers(spec)) {
    if (layer.kind !== 'batchNorm') continue;
    statistics[`${path}/mean`] = numpy.zeros([output.at(-1) as number]);
    statistics[`${path}/variance`] = numpy.ones([output.at(-1) as number]);
  }
  return { parameters, first: zeros(), second: zeros(), statistics };
}

/** The loss before a step and the state after it. `rate` is the learning rate with Adam's bias correction. Takes ownership. */
export type JaxStep = (
  state: JaxState,
  inputs: JaxArray[],
  truth: JaxArray,
  rate: JaxArray,
) => { loss: JaxArray; state: JaxState };

export function jaxStep(jax: typeof Jax, spec: ModelSpec): JaxStep {
  const lossOf = lossFunction(jax, spec);
  const step: JaxStep = ({ parameters, first, second, statistics }, inputs, truth, rate) => {
    const held = Object.fromEntries(Object.entries(parameters).map(([key, each]) => [key, each.ref]));
    const [[loss, batchStatistics], gradient] = jax.valueAndGrad(lossOf, { hasAux: true })(held, inputs, truth);
    const state = adam(jax, { parameters, first, second, statistics: {} }, gradient as JaxWeights, rate);
    return { loss, state: { ...state, statistics: blend(statistics, batchStatistics as JaxWeights) } };
  };
  return jax.jit(step as never) as unknown as JaxStep;
}

/** (parameters, inputs, truth) to [mean cross-entropy, statistics of the batch]. */
function lossFunction(jax: typeof Jax, spec: ModelSpec) {
  const placed = placeLayers(spec);
  return (parameters: JaxWeights, inputs: JaxArray[], truth: JaxArray): [JaxArray, JaxWeights] => {
    const statistics: JaxWeights = {};
    const chain = (name: string, start: JaxArray): JaxArray =>
      placed
        .filter(({ path }) => path.startsWith(`${name}/`))
        .reduce((x, each) => applyLayer(jax, each, x, parameters, statistics), start);
    const merged = spec.branches.map(({ representation }, index) => chain(representation, inputs[index] as JaxArray));
    const joined = merged.length === 1 ? (merged[0] as JaxArray) : jax.numpy.concatenate(merged, 1);
    const logProbabilities = jax.nn.logSoftmax(chain('head', joined), 1);
    return [truth.mul(logProbabilities).sum(1).mean().neg(), statistics];
  };
}

function applyLayer(
  jax: typeof Jax,
  { path, layer, input }: PlacedLayer,
  x: JaxArray,
  parameters: JaxWeights,
  statistics: JaxWeights,
): JaxArray {
  const { numpy, nn, lax } = jax;
  const weight = (name: string): JaxArray => parameters[`${path}/${name}`] as JaxArray;
  const perChannel = (array: JaxArray): JaxArray => array.reshape([1, -1, ...input.slice(1).map(() => 1)]);
  const space = input.slice(0, -1).map((_, axis) => axis + 2);
  switch (layer.kind) {
    case 'conv1d':
    case 'conv2d': {
      const convolved = lax.conv(
        x,
        weight('kernel'),
        space.map(() => 1),
        'SAME',
      );
      return layer.bias ? convolved.add(perChannel(weight('bias'))) : convolved;
    }
    case 'batchNorm': {
      const mean = x.ref.mean([0, ...space], { keepdims: true });
      statistics[`${path}/mean`] = mean.ref.reshape([-1]);
      const centred = x.sub(mean);
      const variance = numpy.square(centred.ref).mean([0, ...space], { keepdims: true });
      statistics[`${path}/variance`] = variance.ref.reshape([-1]);
      const deviation = numpy.sqrt(variance.add(BATCH_NORM_EPSILON));
      return centred
        .div(deviation)
        .mul(perChannel(weight('gamma')))
        .add(perChannel(weight('beta')));
    }
    case 'relu':
      return nn.relu(x);
    case 'averagePool':
      return averagePool(x);
    case 'globalAveragePool':
      return x.mean(space);
    case 'flatten':
      return x.transpose([0, ...space, 1]).reshape([x.shape[0] as number, -1]);
    case 'scale':
      return x.mul(layer.factor);
    case 'dense':
      return numpy.matmul(x, weight('kernel')).add(weight('bias'));
    case 'dropout':
      throw new Error('Dropout would draw other units than the lab: the bench has none.');
  }
}

/** Windows of 2 along each spatial axis: the mean over axes that a reshape splits off. */
function averagePool(x: JaxArray): JaxArray {
  const [batch, channels, ...space] = x.shape as [number, number, ...number[]];
  if (space.some((length) => length % 2 === 1)) throw new Error('The bench pools even lengths only.');
  const split = x.reshape([batch, channels, ...space.flatMap((length) => [length / 2, 2])]);
  return split.mean(space.map((_, axis) => 2 * axis + 3));
}

/** Adam; biases of the running means are corrected in `rate`. */
function adam(jax: typeof Jax, state: JaxState, gradient: JaxWeights, rate: JaxArray): JaxState {
  const next: JaxState = { parameters: {}, first: {}, second: {}, statistics: {} };
  for (const [key, parameter] of Object.entries(state.parameters)) {
    const slope = gradient[key] as JaxArray;
    const first = (state.first[key] as JaxArray).mul(FIRST_DECAY).add(slope.ref.mul(1 - FIRST_DECAY));
    const second = (state.second[key] as JaxArray).mul(SECOND_DECAY).add(jax.numpy.square(slope).mul(1 - SECOND_DECAY));
    const move = first.ref.div(jax.numpy.sqrt(second.ref).add(EPSILON)).mul(rate.ref);
    next.parameters[key] = parameter.sub(move);
    next.first[key] = first;
    next.second[key] = second;
  }
  rate.dispose();
  return next;
}

function blend(running: JaxWeights, batch: JaxWeights): JaxWeights {
  return Object.fromEntries(
    Object.entries(running).map(([key, old]) => [
      key,
      old.mul(MOMENTUM).add((batch[key] as JaxArray).mul(1 - MOMENTUM)),
    ]),
  );
}
