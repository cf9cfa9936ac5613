/** Which picture a representation gets, and its size in words. Decided by shape, so that a new one is drawn without being known. */

import { type Axis, sizeOf } from '../../domain/representation';
import { classLabel } from '../../domain/task';
import type { ClassProfile, RepresentationView } from '../../lab/state';
import { grouped } from '../wording/numbers';

export type PictureKind = 'waveform' | 'spectrum' | 'image' | 'features';

export function pictureKind({ shape, axes }: Pick<RepresentationView, 'shape' | 'axes'>): PictureKind {
  if (shape.length === 3) return 'image';
  if (shape.length === 2) return 'waveform';
  return axes[0]?.names ? 'features' : 'spectrum';
}

/** `256`, or `32 x 32 = 1,024` for an image. */
export function featureCount(shape: readonly number[]): string {
  const sides = shape.length > 1 && shape[shape.length - 1] === 1 ? shape.slice(0, -1) : shape;
  const product = grouped(sizeOf(shape));
  return sides.length > 1 ? `${sides.join(' × ')} = ${product}` : product;
}

/** What a picture draws: one beat (with the normal beats behind it where they are known), or the classes. */
export interface PictureData {
  readonly shape: readonly number[];
  readonly axes: readonly Axis[];
  readonly valueUnit: string;
  /** Null where the classes are drawn. */
  readonly beat: Float64Array | null;
  /** The usual beat of the recording, where models see the beat's difference from it. */
  readonly usual: Float64Array | null;
  readonly profiles: readonly ClassProfile[];
}

/**
 * The selected beat as a person knows it: as it is, with the recording's usual beat beside it, also where models see the
 * difference of the two. The profiles are those of what models see, so that they belong behind the beat only without one.
 */
export function beatData(view: RepresentationView, profiles: readonly ClassProfile[]): PictureData {
  const { plain } = view;
  if (!plain) return { ...view, beat: view.values, usual: null, profiles };
  const usual = plain.values.map((value, index) => value - (view.values[index] as number));
  return { ...view, valueUnit: plain.valueUnit, beat: plain.values, usual, profiles: [] };
}

/** The profiles that belong to a view: those of another size were computed with other parameters. */
export function matchingProfiles(view: RepresentationView, profiles: readonly ClassProfile[] = []): ClassProfile[] {
  return profiles.filter(({ mean, count }) => mean.length === view.values.length && count > 0);
}

export function profileOf(profiles: readonly ClassProfile[], id: string): ClassProfile | undefined {
  return profiles.find(({ exampleClass }) => exampleClass.id === id);
}

/** `N, S, V` */
export function namesOf(profiles: readonly ClassProfile[]): string {
  return profiles.map(({ exampleClass }) => classLabel(exampleClass)).join(', ');
}

/** Mean plus `sign` standard deviations. */
export function edgeOf({ mean, standardDeviation }: ClassProfile, sign: 1 | -1): Float64Array {
  return mean.map((value, index) => value + sign * (standardDeviation[index] as number));
}
