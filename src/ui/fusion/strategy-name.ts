import type { RepresentationDefinition } from '../../domain/representation';
import { fusionRegistry, isFusion } from '../../fusion/registry';
import type { PlottedStrategy } from '../../plots/strategy-mark';

type Definitions = readonly RepresentationDefinition[];

/** The representation's own name, or its id where it is not among `definitions`. */
export function representationName(id: string, definitions: Definitions): string {
  return definitions.find((definition) => definition.id === id)?.label ?? id;
}

/** `Early`, `Time only`. */
export function strategyName(id: string, definitions: Definitions): string {
  return isFusion(id) ? fusionRegistry.label(id) : `${representationName(id, definitions)} only`;
}

/** A strategy as the plots want it. */
export function plottedStrategy(id: string, definitions: Definitions): PlottedStrategy {
  const label = strategyName(id, definitions);
  if (isFusion(id)) return { id, label, shortLabel: label, representation: null };
  return { id, label, shortLabel: representationName(id, definitions), representation: id };
}
