import type { BeatBlock, Part } from '../domain/dataset';
import type { SplitSettings } from '../domain/experiment';
import { createRandom, deriveSeed, shuffleInPlace } from '../domain/random';

/** `[beat]` part of each beat of each block, at random within each class so that rare classes reach every part. */
export function splitBeats(
  blocks: readonly BeatBlock[],
  settings: SplitSettings,
  seed: number,
): readonly (readonly Part[])[] {
  const parts = blocks.map((block) => new Array<Part>(block.labels.length).fill('train'));
  const places = blocks.flatMap((block, at) => Array.from(block.labels, (label, row) => ({ at, row, label })));
  for (const label of new Set(places.map((place) => place.label))) {
    const ofClass = places.filter((place) => place.label === label);
    const order = Uint32Array.from(ofClass, (_, index) => index);
    shuffleInPlace(order, createRandom(deriveSeed(seed, 'split by beat', label)));
    const test = Math.round(order.length * settings.testShare);
    const validation = Math.round((order.length - test) * settings.validationShare);
    order.forEach((index, rank) => {
      const { at, row } = ofClass[index] as (typeof ofClass)[0];
      if (rank < test + validation) (parts[at] as Part[])[row] = rank < test ? 'test' : 'validation';
    });
  }
  return parts;
}
