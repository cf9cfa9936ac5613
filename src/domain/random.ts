/** Seeded pseudo-random numbers: the same seed gives the same numbers on every machine and engine. */

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
}

/** xoshiro128** (Blackman & Vigna 2018), its state filled by SplitMix32 from an integer seed. */
export function createRandom(seed: number): Random {
  let filler = seed >>> 0;
  const splitMix = (): number => {
    filler = (filler + 0x9e3779b9) >>> 0;
    let z = filler;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = splitMix();
  let b = splitMix();
  let c = splitMix();
  let d = splitMix();
  const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
  const uniform = (): number => (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (below) => Math.floor(uniform() * below),
  };
}

/** A seed that depends on all of `parts`, so that independent streams (shuffle, weights, patient 7) can be drawn from one seed. */
export function deriveSeed(seed: number, ...parts: readonly (string | number)[]): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (const character of parts.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 16777619) >>> 0;
  }
  return hash;
}

/** Fisher-Yates, in place. */
export function shuffleInPlace(items: { length: number; [index: number]: number }, random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const held = items[last] as number;
    items[last] = items[other] as number;
    items[other] = held;
  }
}
