/** Late fusion after training: probabilities averaged with weights, and how good each weight would have been. */

import type { Predictions } from '../domain/evaluation';
import { accuracyOf } from './metrics';

/** Weights scaled to sum to 1; equal ones where all are 0. */
export function normalisedWeights(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}

/** `[beat, class]` weighted mean of the members' probabilities. The members judge the same beats in the same order. */
export function averageProbabilities(members: readonly Predictions[], weights: readonly number[]): Predictions {
  const [first] = members;
  if (!first || members.length !== weights.length) {
    throw new Error(`${members.length} members cannot be averaged with ${weights.length} weights.`);
  }
  if (members.length === 1) return first;
  const share = normalisedWeights(weights);
  const probabilities = new Float32Array(first.probabilities.length);
  members.forEach((member, index) => {
    const weight = share[index] as number;
    for (let at = 0; at < probabilities.length; at++) {
      probabilities[at] = (probabilities[at] as number) + weight * (member.probabilities[at] as number);
    }
  });
  return { ...first, probabilities };
}

/** `weights` with member `index` at `weight` and the others sharing the rest in their present proportion. */
export function withWeight(weights: readonly number[], index: number, weight: number): number[] {
  const others = normalisedWeights(
    weights.map((each, at) => (at === index ? 0 : each)).filter((_, at) => at !== index),
  );
  const rest = 1 - weight;
  return weights.map((_, at) => (at === index ? weight : rest * (others[at < index ? at : at - 1] as number)));
}

export interface WeightCurve {
  /** `[step]` weight of the chosen member, 0 to 1. */
  readonly weight: readonly number[];
  /** `[step]` accuracy with that weight. */
  readonly accuracy: readonly number[];
}

/** Accuracy against the weight of member `index`, the others sharing the rest in their present proportion. */
export function weightCurve(
  members: readonly Predictions[],
  weights: readonly number[],
  index: number,
  steps = 40,
): WeightCurve {
  const weight = Array.from({ length: steps + 1 }, (_, step) => step / steps);
  const accuracy = weight.map((each) => accuracyOf(averageProbabilities(members, withWeight(weights, index, each))));
  return { weight, accuracy };
}

/**
 * The weights with the best accuracy on `members` (which must be the validation part): a coordinate search from equal
 * weights in steps of 1/20. Of equals the first found stays, so that a tie keeps the more even weights.
 */
export function fitWeights(members: readonly Predictions[]): number[] {
  let best = members.map(() => 1 / members.length);
  if (members.length === 1) return best;
  let bestAccuracy = accuracyOf(averageProbabilities(members, best));
  for (let improved = true; improved; ) {
    improved = false;
    for (let index = 0; index < members.length; index++) {
      const curve = weightCurve(members, best, index, 20);
      const top = Math.max(...curve.accuracy);
      if (!(top > bestAccuracy)) continue;
      best = withWeight(best, index, curve.weight[curve.accuracy.indexOf(top)] as number);
      bestAccuracy = top;
      improved = true;
    }
  }
  return best;
}
