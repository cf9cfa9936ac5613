import type { FusionPlan } from '../../fusion/model-spec';
import { stalenessOf } from '../../lab/race-data';
import { useLab } from '../lab-context';

export interface LateWeights {
  /** One a member of the plan, in its order. */
  readonly weights: readonly number[];
  readonly source: 'fitted' | 'dragged';
}

/** The weights of the last race over these recordings, as far as it had the members that the plan has; null before there are any. */
export function useLateWeights(plan: FusionPlan): LateWeights | null {
  const result = useLab((state) =>
    state.race && stalenessOf(state.race, state) !== 'data'
      ? state.race.results.find(({ strategy }) => strategy === plan.strategy)
      : undefined,
  );
  const dragged = useLab((state) => state.draggedWeights[plan.strategy]);
  if (!result || plan.combination !== 'average' || result.branches.length !== plan.members.length) return null;
  const used = dragged ?? result.weights;
  const weights = plan.members.map(({ name }) => used[result.branches.indexOf(name)]);
  if (!weights.every((weight) => weight !== undefined)) return null;
  return { weights, source: dragged ? 'dragged' : 'fitted' };
}
