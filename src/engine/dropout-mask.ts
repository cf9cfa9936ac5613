/**
 * Which units a step leaves out, as a pure function of (stream, index): no generator has a position that would have to be
 * saved, and a GPU can ask for any unit in any order. The plan has the same function in WGSL.
 */

import { deriveSeed } from '../domain/random';

/** A 32-bit mixer with low bias (Wellons 2018, "Prospecting for Hash Functions"). */
export function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Multiplied by an index it spreads neighbours over all 32 bits: 2^32 divided by the golden ratio. */
export const SPREAD = 0x9e3779b9;

/** What tells the dropout layer at `path` of a model from every other one. */
export function dropoutKey(seed: number, model: string, path: string): number {
  return deriveSeed(seed, 'dropout', model, path);
}

/** The stream of one layer at one step. */
export function dropoutStream(key: number, step: number): number {
  return mix((key ^ mix(step)) >>> 0);
}

/** A unit is left out where its hash is below this. */
export function dropoutThreshold(rate: number): number {
  return Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
}

/** `[unit]`: 0 where left out, else 1 / (1 - rate), so that nothing changes at inference. */
export function dropoutMask(stream: number, rate: number, units: number): Float32Array {
  const threshold = dropoutThreshold(rate);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(units);
  for (let unit = 0; unit < units; unit++) {
    mask[unit] = mix(Math.imul(unit, SPREAD) + stream) < threshold ? 0 : kept;
  }
  return mask;
}
