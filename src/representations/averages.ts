/** What a usual value among many is. */

/** 1 of no values. */
export function mean(values: Float64Array): number {
  if (values.length === 0) return 1;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, or the mean of the middle two; 1 of no values. */
export function median(values: Float64Array): number {
  if (values.length === 0) return 1;
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The value below which a share of `share` lies, between two values linearly (type 7 of Hyndman & Fan 1996); 1 of no values. */
export function quantile(values: Float64Array, share: number): number {
  return values.length === 0 ? 1 : quantileOfSorted(values.toSorted(), share);
}

/** The same of at least one value, in rising order. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const lower = sorted[Math.floor(place)] as number;
  const upper = sorted[Math.ceil(place)] as number;
  return lower + (upper - lower) * (place - Math.floor(place));
}
