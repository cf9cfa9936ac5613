/** Quantiles, normal scores and common factors: what turns measurements into a `JointDistribution`. */

import type { JointDistribution } from '../../src/cohort/joint-distribution';

export const QUANTILE_COUNT = 9;
/** Significant digits of every committed number. */
const DIGITS = 4;

export type Row = Readonly<Record<string, number>>;

/** The quantile at `probability`, linear between order statistics (Hyndman & Fan 1996, type 7). NaN without values. */
export function quantile(values: ArrayLike<number>, probability: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  return low + (position - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - low);
}

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

/** Standard deviation from the interquartile range, as if the values were normal: deaf to outliers. */
export function robustDeviation(values: ArrayLike<number>): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 1.349;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum / values.length;
}

export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += ((values[index] as number) - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Equally spaced quantiles from the minimum to the maximum. */
export function quantileRow(values: readonly number[], count = QUANTILE_COUNT): number[] {
  return Array.from({ length: count }, (_, index) => rounded(quantile(values, index / (count - 1))));
}

/**
 * The joint distribution of finite rows. Factors are the leading principal components of the correlation of the normal
 * scores, as many as explain `explained` of it, and fewer than there are rows: a few rows leave only what they span.
 */
export function jointDistribution(rows: readonly Row[], explained = 0.9): JointDistribution {
  const columns = Object.keys(rows[0] ?? {});
  const complete = rows.filter((row) => columns.every((column) => Number.isFinite(row[column])));
  if (complete.length < 2) throw new Error(`Too few rows to measure ${columns.join(', ')}.`);
  const values = columns.map((column) => complete.map((row) => row[column] as number));
  const loadings = factorLoadings(values.map(normalScores), explained, complete.length - 1);
  return {
    columns,
    measured: complete.length,
    quantiles: values.map((each) => quantileRow(each)),
    loadings: loadings.map((each) => each.map((loading) => Number(loading.toFixed(3)))),
  };
}

/** Ranks turned into quantiles of the standard normal, scaled to variance 1; all 0 where every value is the same. */
function normalScores(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const scores = new Array<number>(values.length).fill(0);
  order.forEach((index, rank) => {
    scores[index] = normalQuantile((rank + 0.5) / values.length);
  });
  const spread = standardDeviation(values) > 0 ? standardDeviation(scores) : Number.POSITIVE_INFINITY;
  return scores.map((score) => score / spread);
}

/** Inverse of the normal distribution function; relative error below 1.2e-9 (P. J. Acklam's rational approximation). */
function normalQuantile(probability: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const horner = (coefficients: readonly number[], x: number) => coefficients.reduce((sum, each) => sum * x + each, 0);
  const tail = (p: number) => {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(c, q) / horner(d, q);
  };
  if (probability < 0.02425) return tail(probability);
  if (probability > 1 - 0.02425) return -tail(1 - probability);
  const q = probability - 0.5;
  return (horner(a, q * q) * q) / horner(b, q * q);
}

/** `[column][factor]` */
function factorLoadings(scores: readonly (readonly number[])[], explained: number, atMost: number): number[][] {
  const correlation = scores.map((one) =>
    scores.map((other) => one.reduce((sum, score, index) => sum + score * (other[index] as number), 0) / one.length),
  );
  const { values, vectors } = symmetricEigen(correlation);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  let covered = 0;
  let count = 0;
  while (count < Math.min(atMost, values.length) && covered < explained * total) covered += values[count++] as number;
  return scores.map((_, column) =>
    Array.from({ length: count }, (_, factor) => {
      const vector = vectors[factor] as number[];
      return (vector[column] as number) * Math.sqrt(Math.max(0, values[factor] as number));
    }),
  );
}

/** Eigenvalues, largest first, and unit eigenvectors of a symmetric matrix, by cyclic Jacobi rotations. */
function symmetricEigen(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, row) => Float64Array.from({ length: size }, (_, column) => (row === column ? 1 : 0)));
  const at = (m: Float64Array[], i: number, j: number) => (m[i] as Float64Array)[j] as number;
  const set = (m: Float64Array[], i: number, j: number, value: number) => {
    (m[i] as Float64Array)[j] = value;
  };
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(at(a, p, q)) < 1e-14) continue;
        const theta = 0.5 * Math.atan2(2 * at(a, p, q), at(a, q, q) - at(a, p, p));
        const cosine = Math.cos(theta);
        const sine = Math.sin(theta);
        for (let k = 0; k < size; k++) {
          const kp = at(a, k, p);
          const kq = at(a, k, q);
          set(a, k, p, cosine * kp - sine * kq);
          set(a, k, q, sine * kp + cosine * kq);
        }
        for (let k = 0; k < size; k++) {
          const pk = at(a, p, k);
          const qk = at(a, q, k);
          set(a, p, k, cosine * pk - sine * qk);
          set(a, q, k, sine * pk + cosine * qk);
          const vp = at(v, k, p);
          const vq = at(v, k, q);
          set(v, k, p, cosine * vp - sine * vq);
          set(v, k, q, sine * vp + cosine * vq);
        }
      }
    }
  }
  const order = matrix.map((_, index) => index).sort((i, j) => at(a, j, j) - at(a, i, i));
  return {
    values: order.map((index) => at(a, index, index)),
    vectors: order.map((index) => v.map((row) => row[index] as number)),
  };
}
