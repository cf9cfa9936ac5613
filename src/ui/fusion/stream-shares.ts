/** What each stream brings: its share of the features at the top, and its share where the streams meet. */

import { sizeOf } from '../../domain/representation';
import { placeLayers } from '../../fusion/model-shapes';
import type { BranchSpec, FusionPlan, ModelSpec } from '../../fusion/model-spec';
import { blocksOf, type LayerBlock } from './layer-blocks';

export interface Stream {
  readonly representation: string;
  /** Numbers a beat. */
  readonly features: number;
  /** Share of all features, 0 to 1. */
  readonly featureShare: number;
  /** Share of what is merged, 0 to 1: of variance where models meet, of the weights where decisions meet. */
  readonly meetingShare: number;
  /** Boxes of the encoder, and below them the stream's own head where it has one. */
  readonly encoder: readonly LayerBlock[];
  readonly head: readonly LayerBlock[];
  /** The factor on its decision; null where it has none or none is known yet. */
  readonly weight: number | null;
}

export interface StreamPlan {
  readonly combination: FusionPlan['combination'];
  readonly streams: readonly Stream[];
  /** Boxes that all streams share; empty where decisions meet. */
  readonly trunk: readonly LayerBlock[];
}

/** `weights`: one a member, null before they are fitted. */
export function streamPlanOf(plan: FusionPlan, weights: readonly number[] | null): StreamPlan {
  const streams =
    plan.combination === 'average'
      ? plan.members.map((member, index) => memberStream(member, weights?.[index] ?? null, plan.members.length))
      : plan.members.flatMap(branchStreams);
  const features = sum(streams.map((stream) => stream.features));
  const meeting = sum(streams.map((stream) => stream.meetingShare));
  return {
    combination: plan.combination,
    streams: streams.map((stream) => ({
      ...stream,
      featureShare: stream.features / features,
      meetingShare: meeting > 0 ? stream.meetingShare / meeting : 1 / streams.length,
    })),
    trunk: plan.combination === 'average' ? [] : plan.members.flatMap((member) => chainOf(member, 'head')),
  };
}

function branchStreams(model: ModelSpec): Stream[] {
  return model.branches.map((branch) => ({
    representation: branch.representation,
    features: sizeOf(branch.inputShape),
    featureShare: 0,
    meetingShare: varianceAtMeeting(model, branch),
    encoder: chainOf(model, branch.representation),
    head: [],
    weight: null,
  }));
}

function memberStream(model: ModelSpec, weight: number | null, members: number): Stream {
  return {
    representation: model.branches[0]?.representation ?? model.name,
    features: sum(model.branches.map(({ inputShape }) => sizeOf(inputShape))),
    featureShare: 0,
    meetingShare: weight ?? 1 / members,
    encoder: model.branches.flatMap(({ representation }) => chainOf(model, representation)),
    head: chainOf(model, 'head'),
    weight,
  };
}

function chainOf(model: ModelSpec, name: string): LayerBlock[] {
  return blocksOf(placeLayers(model).filter(({ path }) => path.slice(0, path.lastIndexOf('/')) === name));
}

/** Numbers of unit variance that reach the meeting, times the square of what they were multiplied by. */
function varianceAtMeeting(model: ModelSpec, branch: BranchSpec): number {
  const own = placeLayers(model).filter(({ path }) => path.startsWith(`${branch.representation}/`));
  const size = sizeOf(own.at(-1)?.output ?? branch.inputShape);
  const scales = branch.layers.map((layer) => (layer.kind === 'scale' ? layer.factor ** 2 : 1));
  return scales.reduce((product, factor) => product * factor, size);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
