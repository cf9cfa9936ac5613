import { useEffect, useMemo, useState } from 'react';
import { shapeIn } from '../../domain/channels';
import type { ExperimentSpec } from '../../domain/experiment';
import type { RepresentationDefinition } from '../../domain/representation';
import type { FusionPlan } from '../../fusion/model-spec';
import { fusionRegistry, isFusion, loadStrategy } from '../../fusion/registry';
import type { FusionStrategy } from '../../fusion/strategy';
import { useLab } from '../lab-context';

/** A strategy with the plan that the present spec gives it, whether it takes part in the race or not. */
export interface PlannedFusion {
  readonly strategy: FusionStrategy;
  readonly plan: FusionPlan;
}

/** All registered fusions, and the baseline of every representation; empty until they are loaded. */
export function usePlannedFusions(): readonly PlannedFusion[] {
  const spec = useLab((state) => state.spec);
  const definitions = useLab((state) => state.definitions);
  const classes = useLab((state) => state.plan.classes.length);
  const racing = useLab((state) => state.plans);
  const strategies = useStrategies(definitions);
  return useMemo(() => {
    if (definitions.length === 0) return [];
    return strategies.map((strategy) => ({
      strategy,
      plan: racing.find((each) => each.strategy === strategy.id) ?? build(strategy, spec, definitions, classes),
    }));
  }, [racing, strategies, spec, definitions, classes]);
}

function useStrategies(definitions: readonly RepresentationDefinition[]): readonly FusionStrategy[] {
  const [strategies, setStrategies] = useState<readonly FusionStrategy[]>([]);
  useEffect(() => {
    let current = true;
    const ids = [...fusionRegistry.ids, ...definitions.map(({ id }) => id)];
    void Promise.all(ids.map(loadStrategy)).then((loaded) => {
      if (current) setStrategies(loaded);
    });
    return () => {
      current = false;
    };
  }, [definitions]);
  return strategies;
}

function build(
  strategy: FusionStrategy,
  spec: ExperimentSpec,
  definitions: readonly RepresentationDefinition[],
  classes: number,
): FusionPlan {
  const { fusion, training } = spec;
  const chosen = isFusion(strategy.id) ? fusion.branches : [strategy.id];
  return strategy.build({
    branches: definitions
      .filter(({ id }) => chosen.includes(id))
      .map((each) => ({ representation: each.id, shape: shapeIn(each, spec) })),
    classes,
    dropout: training.dropout,
    encoderDropout: training.encoderDropout,
    earlyBalance: fusion.earlyBalance,
  });
}
