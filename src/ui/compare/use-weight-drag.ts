import { useMemo, useState } from 'react';
import type { StrategyResult } from '../../domain/training';
import { averageProbabilities, withWeight } from '../../evaluation/late-weights';
import { accuracyOf } from '../../evaluation/metrics';
import { SWEEP_STEPS, sweepWeight } from '../../evaluation/weight-sweep';
import type { WeightPoint } from '../../plots/weight-curve';
import { useActions, useLab } from '../lab-context';
import { type Grip, gripOn, proportionKey } from './weight-grip';

export interface WeightDrag {
  readonly weights: readonly number[];
  readonly dragged: boolean;
  /** The member whose weight was moved last; its curve is shown. */
  readonly member: number;
  readonly curve: readonly WeightPoint[];
  /** null where the others no longer have their fitted proportion, so that the fitted weight is not on this curve. */
  readonly fitted: WeightPoint | null;
  readonly now: WeightPoint;
  /** `weight` is rounded to a step of the curve. */
  drag(member: number, weight: number): void;
  reset(): void;
}

/** Weights of late fusion moved by hand: no training, one pass over the beats for a curve and none for a move along it. */
export function useWeightDrag(result: StrategyResult): WeightDrag {
  const { dragWeights } = useActions();
  const draggedWeights = useLab((state) => state.draggedWeights[result.strategy]);
  const weights = draggedWeights ?? result.weights;
  const [held, setHeld] = useState<Grip | null>(null);
  const grip = gripOn(weights, held);
  const key = proportionKey(grip);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve depends on the others' proportion, which the key holds.
  const curve = useMemo(() => curveOf(result, grip), [result, key]);
  const fitted = useMemo(() => fittedPoint(result, grip.member), [result, grip.member]);
  const atFitted = proportionKey({ ...grip, others: result.weights }) === key;
  return {
    weights,
    dragged: draggedWeights !== undefined,
    member: grip.member,
    curve,
    fitted: atFitted ? fitted : null,
    now: draggedWeights ? pointOf(curve, weights[grip.member] as number) : fitted,
    drag(member, weight) {
      const next = member === grip.member ? grip : { member, others: weights };
      setHeld(next);
      dragWeights(result.strategy, withWeight(next.others, member, Math.round(weight * SWEEP_STEPS) / SWEEP_STEPS));
    },
    reset() {
      setHeld({ member: grip.member, others: result.weights });
      dragWeights(result.strategy, null);
    },
  };
}

function curveOf({ members }: StrategyResult, { member, others }: Grip): WeightPoint[] {
  const validation = sweepWeight(
    members.map((each) => each.validation),
    others,
    member,
  );
  const test = sweepWeight(
    members.map((each) => each.test),
    others,
    member,
  );
  return Array.from(test, (accuracy, step) => ({
    weight: step / SWEEP_STEPS,
    validation: validation[step] as number,
    test: accuracy,
  }));
}

/** The curve at a weight that lies on a step, as dragged ones do. */
function pointOf(curve: readonly WeightPoint[], weight: number): WeightPoint {
  return curve[Math.round(weight * SWEEP_STEPS)] as WeightPoint;
}

/** Fitted weights lie between steps. */
function fittedPoint({ members, weights }: StrategyResult, member: number): WeightPoint {
  const accuracy = (part: 'validation' | 'test'): number =>
    accuracyOf(
      averageProbabilities(
        members.map((each) => each[part]),
        weights,
      ),
    );
  return { weight: weights[member] as number, validation: accuracy('validation'), test: accuracy('test') };
}
