/** From values to pixels, and axes in the unit that a person reads. */

import type { Axis } from '../../domain/representation';

export type Scale = (value: number) => number;

/** The straight line that maps `[low, high]` onto `[from, to]`; an empty domain lands in the middle. */
export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  if (high === low) return () => (from + to) / 2;
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** The same for the logarithm: equal ratios become equal distances. The domain is above 0. */
export function logarithmic([low, high]: readonly [number, number], target: readonly [number, number]): Scale {
  const scale = linear([Math.log(low), Math.log(high)], target);
  return (value) => scale(Math.log(value));
}

/** Lowest and highest finite value of all lists, widened by `margin` of their distance; `[0, 1]` where there is none. */
export function rangeOf(lists: readonly ArrayLike<number>[], margin = 0): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of lists) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const slack = margin * (high - low);
  return [low - slack, high + slack];
}

const LONGEST_IN_MILLISECONDS = 5;

/** Seconds become milliseconds where they are few, as in every textbook's picture of a beat. */
export function readableAxis(axis: Axis): Axis {
  const [low, high] = rangeOf([axis.values]);
  if (axis.unit !== 's' || high - low > LONGEST_IN_MILLISECONDS) return axis;
  return { ...axis, unit: 'ms', values: axis.values.map((value) => value * 1000) };
}

/** The stretch of an axis that its cells cover: half a cell more than its first and last position on each side. */
export function cellRange(values: ArrayLike<number>, spacing?: Axis['spacing']): [low: number, high: number] {
  const [low, high] = rangeOf([values]);
  if (spacing === 'ratio') {
    const half = values.length > 1 ? (high / low) ** (0.5 / (values.length - 1)) : 1.1;
    return [low / half, high * half];
  }
  const half = values.length > 1 ? (high - low) / (values.length - 1) / 2 : 0.5;
  return [low - half, high + half];
}
