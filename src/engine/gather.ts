import type { Dataset } from '../domain/dataset';
import type { Place } from './beat-places';

/** Writes the normalised beats at `places` one after the other: `[beat, feature]`, `size` features each. */
export function gatherInto(
  into: Float32Array,
  places: readonly Place[],
  { normalisers }: Dataset,
  representation: string,
  size: number,
): void {
  const normaliser = normalisers[representation];
  if (!normaliser) throw new Error(`The dataset has no representation "${representation}".`);
  const { mean, scale } = normaliser;
  places.forEach(({ block, row }, position) => {
    const features = block.features[representation] as Float32Array;
    const from = row * size;
    const to = position * size;
    for (let index = 0; index < size; index++) {
      into[to + index] = ((features[from + index] as number) - (mean[index] as number)) * (scale[index] as number);
    }
  });
}
