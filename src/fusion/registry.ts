import { createRegistry } from '../domain/registry';
import type { FusionPlan } from './model-spec';
import type { FusionInputs, FusionStrategy } from './strategy';

export const fusionRegistry = createRegistry<FusionStrategy>('fusion strategy', [
  { id: 'early', label: 'Early', load: async () => (await import('./early')).strategy },
  { id: 'intermediate', label: 'Intermediate', load: async () => (await import('./intermediate')).strategy },
  { id: 'late', label: 'Late', load: async () => (await import('./late')).strategy },
]);

/** A registered strategy by its id; any other id is a representation, whose unimodal baseline is returned. */
export async function loadStrategy(id: string): Promise<FusionStrategy> {
  if (fusionRegistry.ids.includes(id)) return fusionRegistry.load(id);
  return (await import('./unimodal')).unimodal(id);
}

/** True for `early`, `intermediate`, `late`; false for a representation's baseline. */
export function isFusion(strategy: string): boolean {
  return fusionRegistry.ids.includes(strategy);
}

/**
 * A plan for each strategy. A fusion merges `fusionBranches`; a baseline looks at its own representation. `shapes` has
 * the shape of every representation that is named.
 */
export function buildPlans(
  strategies: readonly string[],
  fusionBranches: readonly string[],
  shapes: Readonly<Record<string, readonly number[]>>,
  settings: Omit<FusionInputs, 'branches'>,
): Promise<FusionPlan[]> {
  return Promise.all(
    strategies.map(async (id) => {
      const branches = (isFusion(id) ? fusionBranches : [id]).map((representation) => {
        const shape = shapes[representation];
        if (!shape)
          throw new Error(`No shape is known for the representation "${representation}" of strategy "${id}".`);
        return { representation, shape };
      });
      return (await loadStrategy(id)).build({ ...settings, branches });
    }),
  );
}
