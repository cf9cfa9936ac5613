/** Half a cosine from `peak` at step 0 to 0 after `total` steps (Loshchilov & Hutter 2017). */
export function cosineRate(peak: number, step: number, total: number): number {
  return (peak / 2) * (1 + Math.cos((Math.PI * step) / total));
}
