/** The shortest orthogonal wavelets with a given number of vanishing moments. */

export const WAVELETS = ['haar', 'db2', 'db4'] as const;
export type Wavelet = (typeof WAVELETS)[number];

const ROOT_3 = Math.sqrt(3);
const db2 = [1 + ROOT_3, 3 + ROOT_3, 3 - ROOT_3, 1 - ROOT_3].map((value) => value / (4 * Math.SQRT2));

/** `[tap]` low-pass filters of unit energy (Daubechies, Comm. Pure Appl. Math. 41, 1988), all digits: those printed in its table 1 are 12. */
export const SCALING_FILTERS: Readonly<Record<Wavelet, readonly number[]>> = {
  haar: [Math.SQRT1_2, Math.SQRT1_2],
  db2,
  db4: [
    0.2303778133088965, 0.7148465705529157, 0.6308807679298589, -0.027983769416859854, -0.18703481171909309,
    0.030841381835560764, 0.0328830116668852, -0.010597401785069032,
  ],
};

/** `[tap]` the high-pass partner: the same numbers backwards, every second one negated. */
export function waveletFilter(scaling: readonly number[]): number[] {
  return scaling.map((_, tap) => (tap % 2 === 0 ? 1 : -1) * (scaling[scaling.length - 1 - tap] as number));
}
