/** The layers of a model as its compilers take them: in place, with the key of their units, cut into stages. */

import type { PlacedLayer } from '../fusion/model-shapes';
import type { ModelSpec } from '../fusion/model-spec';
import { dropoutKey } from './dropout-mask';

/** A layer of the spec, and the key of its units where it is dropout. */
export type KeyedLayer = PlacedLayer & { readonly key: number };

/** Those of one branch, by its representation, or of the `head`. */
export function keyedLayers(
  placed: readonly PlacedLayer[],
  name: string,
  { spec, seed }: { readonly spec: ModelSpec; readonly seed: number },
): KeyedLayer[] {
  return placed
    .filter(({ path }) => path.startsWith(`${name}/`))
    .map((layer) => ({ ...layer, key: dropoutKey(seed, spec.name, layer.path) }));
}

/** All of `layers` in stages; `next` makes one of those at the head of what is left, and says how many it took. */
export function inStages<Stage>(
  layers: readonly KeyedLayer[],
  next: (rest: readonly KeyedLayer[]) => { readonly stage: Stage; readonly taken: number },
): Stage[] {
  const stages: Stage[] = [];
  let rest = layers;
  while (rest.length > 0) {
    const { stage, taken } = next(rest);
    stages.push(stage);
    rest = rest.slice(taken);
  }
  return stages;
}
