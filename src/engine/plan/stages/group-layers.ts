import { inStages, type KeyedLayer } from '../../keyed-layers';
import { CannotCompileError } from '../cannot-compile';
import type { Chain, ChainLayer } from '../kernels/chain';
import { isElementwise } from '../kernels/chain';
import { batchNormStage } from './batch-norm-stage';
import { convolutionStage } from './convolution-stage';
import { denseStage } from './dense-stage';
import { elementwiseStage } from './elementwise-stage';
import { poolStage } from './pool-stage';
import type { Stage, StageContext } from './stage';

/** The elementwise layers at the start of `layers`, up to the first ReLU where that must not be among them. */
export function leadingChain(layers: readonly KeyedLayer[], allowsRelu = true): Chain {
  const isOther = ({ layer }: KeyedLayer): boolean => !isElementwise(layer) || (layer.kind === 'relu' && !allowsRelu);
  const end = layers.findIndex(isOther);
  return checked(layers.slice(0, end < 0 ? layers.length : end));
}

/** Layers of one branch, or of the head, as stages. Throws `CannotCompileError`. */
export function groupLayers(context: StageContext, layers: readonly KeyedLayer[]): Stage[] {
  return inStages(layers, (rest) => nextStage(context, rest));
}

function nextStage(context: StageContext, layers: readonly KeyedLayer[]): { stage: Stage; taken: number } {
  const [first, ...rest] = layers as [KeyedLayer, ...KeyedLayer[]];
  const outputAfter = (count: number): readonly number[] => (layers[count - 1] as KeyedLayer).output;
  switch (first.layer.kind) {
    case 'conv1d':
    case 'conv2d': {
      const chain = leadingChain(rest);
      const taken = 1 + chain.length;
      return { stage: convolutionStage(context, { ...first, output: outputAfter(taken) }, chain), taken };
    }
    case 'dense': {
      const chain = leadingChain(rest);
      return { stage: denseStage(context, first, chain), taken: 1 + chain.length };
    }
    case 'averagePool':
    case 'globalAveragePool': {
      const chain = leadingChain(rest, false);
      const taken = 1 + chain.length;
      return { stage: poolStage(context, first, chain, outputAfter(taken)), taken };
    }
    case 'batchNorm': {
      const rectifies = rest[0]?.layer.kind === 'relu';
      const afterRelu = rectifies ? rest.slice(1) : rest;
      const pools = afterRelu[0]?.layer.kind === 'averagePool';
      const afterPool = pools ? afterRelu.slice(1) : afterRelu;
      const isGlobal = afterPool[0]?.layer.kind === 'globalAveragePool';
      const chain = leadingChain(isGlobal ? afterPool.slice(1) : afterPool, false);
      const taken = 1 + Number(rectifies) + Number(pools) + Number(isGlobal) + chain.length;
      const followers = { rectifies, pools, isGlobal, chain, output: outputAfter(taken) };
      return { stage: batchNormStage(context, first, followers), taken };
    }
    default: {
      const chain = leadingChain(layers);
      return { stage: elementwiseStage(context, first.path, chain, outputAfter(chain.length)), taken: chain.length };
    }
  }
}

/** The backward pass reads from the sign of a chain's output whether ReLU passed: no factor may turn it. */
function checked(chain: readonly KeyedLayer[]): readonly ChainLayer[] {
  for (const { layer, path } of chain) {
    if (layer.kind === 'scale' && !(layer.factor > 0))
      throw new CannotCompileError(`Layer ${path} multiplies by ${layer.factor}; a factor above 0 was expected.`);
  }
  return chain;
}
