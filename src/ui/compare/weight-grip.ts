import { normalisedWeights, withWeight } from '../../evaluation/late-weights';

/**
 * The member whose weight is moved, and the weights from which the others take their proportion. It is held while the
 * slider moves, so that the curve stays put, and so that the others come back as they were from a weight of 1.
 */
export interface Grip {
  readonly member: number;
  readonly others: readonly number[];
}

/** The grip that is held where the weights still lie on its curve; else a new one on the same member. */
export function gripOn(weights: readonly number[], held: Grip | null): Grip {
  const member = held?.member ?? 0;
  if (!held) return { member, others: weights };
  const expected = withWeight(held.others, member, weights[member] as number);
  const onCurve = expected.every((weight, at) => Math.abs(weight - (weights[at] as number)) < 1e-6);
  return onCurve ? held : { member, others: weights };
}

/** The same for all grips that draw the same curve. */
export function proportionKey({ member, others }: Grip): string {
  const shares = normalisedWeights(others.filter((_, at) => at !== member));
  return `${member}:${shares.map((share) => share.toFixed(6)).join()}`;
}
