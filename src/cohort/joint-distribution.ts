/**
 * A measured joint distribution: quantiles for each column and how the columns vary together. Drawing from it is a
 * Gaussian copula: correlated normal scores, each turned into its column's value through the column's quantiles. So
 * every draw lies within the measured range, and a column may be as skewed or two-peaked as the measurement was.
 */

import type { Random } from '../domain/random';

export interface JointDistribution {
  readonly columns: readonly string[];
  /** How many records, beats or foci the numbers were measured on. */
  readonly measured: number;
  /** `[column][probability]` values at the equally spaced probabilities 0, ..., 1. */
  readonly quantiles: readonly (readonly number[])[];
  /** `[column][factor]` loadings of the columns' normal scores on common factors of variance 1. */
  readonly loadings: readonly (readonly number[])[];
}

/** Standard normal distribution function; absolute error below 7.5e-8 (Abramowitz & Stegun 26.2.17). */
export function normalDistribution(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upperTail = (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - upperTail : upperTail;
}

/** The value at `probability` (0 to 1) of equally spaced quantiles, linear between them. */
export function quantileAt(quantiles: readonly number[], probability: number): number {
  const position = Math.min(1, Math.max(0, probability)) * (quantiles.length - 1);
  const below = Math.min(Math.floor(position), quantiles.length - 2);
  const low = quantiles[below] as number;
  return low + (position - below) * ((quantiles[below + 1] as number) - low);
}

/** The drawn value of a column. Throws where the distribution has no such column. */
export type Draw = (column: string) => number;

/**
 * One draw of all columns. `typicality` from 0 to 1 pulls it towards the medians: 0 is the measured spread, 1 the
 * medians themselves.
 */
export function drawJointly(distribution: JointDistribution, random: Random, typicality = 0): Draw {
  const factors = (distribution.loadings[0] ?? []).map(() => random.normal());
  const values = new Map<string, number>();
  distribution.columns.forEach((column, index) => {
    const loadings = distribution.loadings[index] as readonly number[];
    const common = loadings.reduce((sum, loading, factor) => sum + loading * (factors[factor] as number), 0);
    const explained = loadings.reduce((sum, loading) => sum + loading * loading, 0);
    const score = common + Math.sqrt(Math.max(0, 1 - explained)) * random.normal();
    const probability = normalDistribution(score * (1 - typicality));
    values.set(column, quantileAt(distribution.quantiles[index] as readonly number[], probability));
  });
  return (column) => {
    const value = values.get(column);
    if (value === undefined) throw new Error(`No column "${column}" was measured.`);
    return value;
  };
}

/** One draw from quantiles alone. */
export function drawQuantile(quantiles: readonly number[], random: Random): number {
  return quantileAt(quantiles, random.uniform());
}
