import { useEffect, useMemo, useState } from 'react';
import { TRAINING_CLASSES } from '../../domain/beat-class';
import type { ExperimentSpec } from '../../domain/experiment';
import type { RepresentationDefinition } from '../../domain/representation';
import type { FusionPlan } from '../../fusion/model-spec';
import { fusionRegistry, loadStrategy } from '../../fusion/registry';
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
  const racing = useLab((state) => state.plans);
  const strategies = useStrategies(definitions);
  return useMemo(
    () =>
      strategies.map((strategy) => ({
        strategy,
        plan:
          racing.find((plan) => plan.strategy === strategy.id) ??
          strategy.build(inputsOf(strategy.id, spec, definitions)),
      })),
    [racing, strategies, spec, definitions],
  );
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

function inputsOf(strategy: string, spec: ExperimentSpec, definitions: readonly RepresentationDefinition[]) {
  const chosen = fusionRegistry.ids.includes(strategy) ? spec.fusion.branches : [strategy];
  const rate = spec.conditioning.workingRateHz;
  return {
    branches: definitions
      .filter(({ id }) => chosen.includes(id))
      .map((each) => ({ representation: each.id, shape: each.shape(spec.representations[each.id] ?? {}, rate) })),
    classes: TRAINING_CLASSES.length,
    dropout: spec.training.dropout,
    earlyBalance: spec.fusion.earlyBalance,
  };
}
