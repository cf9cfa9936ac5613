/** Where an axis has its labels. */

/** Round numbers (1, 2 or 5 times a power of ten) within `[low, high]`, at most `most` of them. */
export function roundTicks(low: number, high: number, most: number): number[] {
  if (!(high > low) || most < 1) return [];
  const step = roundStep((high - low) / most);
  const ticks = ticksAt(low, high, step);
  return ticks.length <= most ? ticks : ticksAt(low, high, roundStep(step * 1.01));
}

/** Powers of two within `[low, high]`, every second or third one where there would be more than `most`. */
export function octaveTicks(low: number, high: number, most: number): number[] {
  const first = Math.ceil(Math.log2(low) - 1e-9);
  const count = Math.floor(Math.log2(high) + 1e-9) - first + 1;
  const stride = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: Math.max(0, Math.ceil(count / stride)) }, (_, index) => 2 ** (first + index * stride));
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `atLeast`. */
function roundStep(atLeast: number): number {
  const decade = 10 ** Math.floor(Math.log10(atLeast));
  const factor = [1, 2, 5, 10].find((each) => each * decade >= atLeast * (1 - 1e-9)) ?? 10;
  return factor * decade;
}

function ticksAt(low: number, high: number, step: number): number[] {
  const tolerance = 1e-9 * step;
  const first = Math.ceil((low - tolerance) / step);
  const last = Math.floor((high + tolerance) / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(decimals)));
}

/** Seconds between labels that a person counts in: tenths, seconds, minutes. */
const CLOCK_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400] as const;

/** The smallest step of a clock that leaves `spacing` pixels between labels. */
export function clockStep(pixelsPerSecond: number, spacing: number): number {
  return CLOCK_STEPS.find((step) => step * pixelsPerSecond >= spacing) ?? 86_400;
}

/** Multiples of `step` within `[from, to]`. */
export function clockTicks(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}
