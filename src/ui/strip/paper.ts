/** ECG paper: 25 mm/s and 10 mm/mV, so that a small box of 1 mm is 40 ms x 0.1 mV and a large box five of them. */

export const PAPER_SPEED_MM_PER_SECOND = 25;

/** CSS fixes the inch at 96 pixels; on a screen a millimetre is this long as nearly as the screen is honest. */
export const PIXELS_PER_MM = 96 / 25.4;

export const PAPER_PIXELS_PER_SECOND = PAPER_SPEED_MM_PER_SECOND * PIXELS_PER_MM;

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

/** Millivolts between horizontal lines. */
const VOLTAGE_STEPS: readonly GridSteps[] = [
  { fine: 0.1, bold: 0.5 },
  { fine: 0.5, bold: 2.5 },
  { fine: 2.5, bold: 12.5 },
];

const FINEST_LINE_SPACING_PX = 3;

function stepsFor(pairs: readonly GridSteps[], pixelsPerUnit: number): GridSteps {
  const readable = pairs.find(({ fine }) => fine * pixelsPerUnit >= FINEST_LINE_SPACING_PX);
  return readable ?? (pairs[pairs.length - 1] as GridSteps);
}

/** Seconds between the fine and between the bold lines at a zoom: true ECG paper wherever its small boxes can be told apart. */
export function timeGrid(pixelsPerSecond: number): GridSteps {
  return stepsFor(TIME_STEPS, pixelsPerSecond);
}

/** Millivolts between the fine and between the bold lines at a gain. */
export function voltageGrid(pixelsPerMillivolt: number): GridSteps {
  return stepsFor(VOLTAGE_STEPS, pixelsPerMillivolt);
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
export function fittingGain(spanMillivolts: number, heightPixels: number): Gain {
  const fits = (gain: number): boolean => spanMillivolts * gain * PIXELS_PER_MM <= heightPixels;
  return fits(10) ? 10 : fits(5) ? 5 : 2.5;
}
