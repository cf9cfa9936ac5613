import { inStages, type KeyedLayer } from '../../keyed-layers';
import { convolutionStage } from './convolution-stage';
import { denseStage } from './dense-stage';
import { elementwiseStage } from './elementwise-stage';
import { Normalisation, type NormalisationFollowers, normalisationStage } from './normalisation';
import { poolStage } from './pool-stage';
import type { Stage, StageContext } from './stage';

/** Layers of one branch, or of the head, as stages. */
export function groupLayers(context: StageContext, layers: readonly KeyedLayer[]): Stage[] {
  return inStages(layers, (rest) => nextStage(context, rest));
}

function nextStage(context: StageContext, layers: readonly KeyedLayer[]): { stage: Stage; taken: number } {
  const [first, ...rest] = layers as [KeyedLayer, ...KeyedLayer[]];
  switch (first.layer.kind) {
    case 'conv1d':
    case 'conv2d': {
      const [next] = rest;
      if (next?.layer.kind !== 'batchNorm' || first.layer.bias)
        return { stage: convolutionStage(context, first, null), taken: 1 };
      const { followers, taken } = followersOf(rest);
      return { stage: convolutionStage(context, first, new Normalisation(context, next, followers)), taken: 1 + taken };
    }
    case 'batchNorm': {
      const { followers, taken } = followersOf(layers);
      return { stage: normalisationStage(context, first, followers), taken };
    }
    case 'dense':
      return { stage: denseStage(context, first), taken: 1 };
    case 'averagePool':
    case 'globalAveragePool':
      return { stage: poolStage(context, first), taken: 1 };
    default:
      return { stage: elementwiseStage(context, first, first.key), taken: 1 };
  }
}

/** What the batch normalisation at the head of `layers` takes along; `taken` counts itself. */
function followersOf(layers: readonly KeyedLayer[]): { followers: NormalisationFollowers; taken: number } {
  const rectifies = layers[1]?.layer.kind === 'relu';
  const pools = layers[1 + Number(rectifies)]?.layer.kind === 'averagePool';
  const taken = 1 + Number(rectifies) + Number(pools);
  return { followers: { rectifies, pools, output: (layers[taken - 1] as KeyedLayer).output }, taken };
}
