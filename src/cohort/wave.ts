/** The waves of a heartbeat as Gaussians, the two leads being two projections of the same waves (McSharry et al., IEEE TBME 50(3), 2003). */

/** `QRS` covers Q, R, S and what follows them up to the J point. */
export type WavePart = 'P' | 'QRS' | 'T';

/** One wave. Times are relative to the R peak. */
export interface Wave {
  readonly part: WavePart;
  readonly centreSeconds: number;
  /** Standard deviation of the Gaussian. */
  readonly widthSeconds: number;
  /** `[lead]` */
  readonly amplitudesMillivolts: readonly [number, number];
}

/** How far from its centre, in widths, a wave is drawn: beyond it, it is below 0.04 % of its amplitude. */
export const WAVE_REACH = 4;

/** A Gaussian of height 1 at `seconds`. */
export function gaussianAt(seconds: number, centreSeconds: number, widthSeconds: number): number {
  const distance = (seconds - centreSeconds) / widthSeconds;
  return Math.exp(-0.5 * distance * distance);
}

/** The sum of `waves` in one lead at `seconds` from the R peak. */
export function waveSumAt(waves: readonly Wave[], lead: 0 | 1, seconds: number): number {
  return waves.reduce(
    (sum, wave) => sum + wave.amplitudesMillivolts[lead] * gaussianAt(seconds, wave.centreSeconds, wave.widthSeconds),
    0,
  );
}
