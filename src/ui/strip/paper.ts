/** ECG paper: boxes of 1 mm and of 5 mm. At 25 mm/s and 10 mm/mV the small one is 40 ms x 0.1 mV. */

export const SPEEDS_MM_PER_SECOND = [12.5, 25, 50] as const;
export type Speed = (typeof SPEEDS_MM_PER_SECOND)[number];
export const USUAL_SPEED: Speed = 25;

/** CSS fixes the inch at 96 pixels; a screen is that honest only by chance, which `screen-size.ts` mends. */
export const CSS_PIXELS_PER_MM = 96 / 25.4;

/** The paper speed that a zoom is, undefined where it is between them. */
export function speedOf(pixelsPerSecond: number, pixelsPerMm: number): Speed | undefined {
  return SPEEDS_MM_PER_SECOND.find((speed) => Math.abs(pixelsPerSecond / (speed * pixelsPerMm) - 1) < 1e-6);
}

export interface GridSteps {
  readonly fine: number;
  readonly bold: number;
}

/** Seconds between vertical lines: the small and large box, and coarser pairs for when the small box would be a grey wash. */
const TIME_STEPS: readonly GridSteps[] = [
  { fine: 0.04, bold: 0.2 },
  { fine: 0.2, bold: 1 },
  { fine: 1, bold: 5 },
  { fine: 5, bold: 30 },
  { fine: 30, bold: 300 },
  { fine: 300, bold: 3600 },
];

const FINEST_LINE_SPACING_PX = 3;

/**
 * Seconds between the fine and between the bold lines. At a paper speed they are the 1 mm and 5 mm of the paper, whatever
 * time that is; between speeds small boxes of 40 ms, as long as those can be told apart.
 */
export function timeGrid(pixelsPerSecond: number, pixelsPerMm: number): GridSteps {
  const speed = speedOf(pixelsPerSecond, pixelsPerMm);
  if (speed !== undefined && pixelsPerMm >= FINEST_LINE_SPACING_PX) return { fine: 1 / speed, bold: 5 / speed };
  const readable = TIME_STEPS.find(({ fine }) => fine * pixelsPerSecond >= FINEST_LINE_SPACING_PX);
  return readable ?? (TIME_STEPS[TIME_STEPS.length - 1] as GridSteps);
}

/** Millivolts between the fine and between the bold lines: 1 mm and 5 mm of the paper; 5 mm and 25 mm on a coarse screen. */
export function voltageGrid(gain: Gain, pixelsPerMm: number): GridSteps {
  const fine = (pixelsPerMm >= FINEST_LINE_SPACING_PX ? 1 : 5) / gain;
  return { fine, bold: 5 * fine };
}

/** Positions of grid lines within `[from, to]`, and whether each is bold. */
export function gridLines(from: number, to: number, { fine, bold }: GridSteps): { at: number; bold: boolean }[] {
  const every = Math.round(bold / fine);
  const first = Math.ceil(from / fine - 1e-9);
  const last = Math.floor(to / fine + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    at: (first + index) * fine,
    bold: (first + index) % every === 0,
  }));
}

const GAINS_MM_PER_MILLIVOLT = [2.5, 5, 10, 20, 40] as const;
export type Gain = (typeof GAINS_MM_PER_MILLIVOLT)[number];
export const GAINS: readonly Gain[] = GAINS_MM_PER_MILLIVOLT;

/** The gain of ECG paper where `spanMillivolts` fits into `heightPixels` at it, else the largest smaller one. */
export function fittingGain(spanMillivolts: number, heightPixels: number, pixelsPerMm: number): Gain {
  const fits = (gain: number): boolean => spanMillivolts * gain * pixelsPerMm <= heightPixels;
  return fits(10) ? 10 : fits(5) ? 5 : 2.5;
}
