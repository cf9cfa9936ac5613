/** Accuracy of late fusion for every weight of one member, in a single pass over the beats. */

import type { Predictions } from '../domain/evaluation';
import { averageProbabilities, normalisedWeights } from './late-weights';

/** Weights from 0 to 1 in steps of a hundredth, as the slider has them. */
export const SWEEP_STEPS = 100;

/**
 * `[step]` accuracy with member `index` at weight step / 100, the others sharing the rest in the proportion of `weights`.
 * The probability of a class is linear in the weight, so a beat is called right on one interval of weights; intervals are
 * counted where they begin and end, which costs one pass where `weightCurve` needs one for each step.
 */
export function sweepWeight(members: readonly Predictions[], weights: readonly number[], index: number): Float64Array {
  const member = members[index];
  if (!member) throw new Error(`There is no member ${index} among ${members.length}.`);
  const others = members.filter((_, at) => at !== index);
  const shares = normalisedWeights(weights.filter((_, at) => at !== index));
  const rest = others.length > 0 ? averageProbabilities(others, shares) : member;
  const change = new Float64Array(SWEEP_STEPS + 2);
  for (let beat = 0; beat < member.labels.length; beat++) countInterval(member, rest, beat, change);
  return accumulate(change, member.labels.length);
}

/** Adds 1 to `change` at the first step at which the beat is called right, and takes it back after the last. */
function countInterval(member: Predictions, rest: Predictions, beat: number, change: Float64Array): void {
  const { classCount, labels } = member;
  const row = beat * classCount;
  const label = labels[beat] as number;
  const own = member.probabilities[row + label] as number;
  const base = rest.probabilities[row + label] as number;
  let low = 0;
  let high = 1;
  for (let other = 0; other < classCount; other++) {
    if (other === label) continue;
    const lead0 = base - (rest.probabilities[row + other] as number);
    const lead1 = own - (member.probabilities[row + other] as number);
    // Of equals the first class is called.
    const ahead0 = lead0 > 0 || (lead0 === 0 && label < other);
    const ahead1 = lead1 > 0 || (lead1 === 0 && label < other);
    if (ahead0 && ahead1) continue;
    if (!ahead0 && !ahead1) return;
    const crossing = lead0 / (lead0 - lead1);
    if (ahead0) high = Math.min(high, crossing);
    else low = Math.max(low, crossing);
  }
  const first = Math.ceil(low * SWEEP_STEPS);
  const last = Math.floor(high * SWEEP_STEPS);
  if (first > last) return;
  change[first] = (change[first] as number) + 1;
  change[last + 1] = (change[last + 1] as number) - 1;
}

function accumulate(change: Float64Array, beats: number): Float64Array {
  const accuracy = new Float64Array(SWEEP_STEPS + 1);
  let right = 0;
  for (let step = 0; step <= SWEEP_STEPS; step++) {
    right += change[step] as number;
    accuracy[step] = right / beats;
  }
  return accuracy;
}
