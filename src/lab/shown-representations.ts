/** Which representations are on the screen: there are more than a screen can hold. */

import type { ExperimentSpec } from '../domain/experiment';

/** On the screen whether they take part or not. */
const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['time', 'frequency', 'spectrogram', 'rhythm']);

/** Those of `ids` that are always shown, and those that take part in fusion or race alone. */
export function shownRepresentations(ids: readonly string[], { fusion }: Pick<ExperimentSpec, 'fusion'>): string[] {
  return ids.filter((id) => ALWAYS_SHOWN.has(id) || fusion.branches.includes(id) || fusion.strategies.includes(id));
}
