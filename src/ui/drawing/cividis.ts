/** Cividis (Nunez, Anderton & Renslow, PLoS ONE 13(7), 2018): even in lightness, the same for colour-blind eyes. */

/** Evenly spaced samples of the published map, dark to light. */
const ANCHORS = [
  [0, 32, 76],
  [0, 42, 102],
  [0, 52, 110],
  [39, 63, 108],
  [60, 74, 107],
  [76, 85, 107],
  [91, 95, 109],
  [104, 106, 112],
  [117, 117, 117],
  [131, 129, 120],
  [146, 140, 120],
  [161, 152, 118],
  [176, 165, 114],
  [192, 177, 109],
  [209, 191, 102],
  [225, 204, 92],
  [243, 219, 79],
  [255, 233, 69],
] as const;

/** `[red, green, blue]`, 0 to 255, at `fraction` of the map; beyond 0 and 1 its ends. */
export function cividis(fraction: number): [red: number, green: number, blue: number] {
  const position = Math.min(Math.max(fraction, 0), 1) * (ANCHORS.length - 1);
  const below = ANCHORS[Math.floor(position)] ?? ANCHORS[0];
  const above = ANCHORS[Math.ceil(position)] ?? ANCHORS[0];
  const share = position - Math.floor(position);
  const mix = (channel: 0 | 1 | 2): number => Math.round(below[channel] + share * (above[channel] - below[channel]));
  return [mix(0), mix(1), mix(2)];
}

/** `[row, column, 4]` bytes of `[row, column]` values between `low` and `high`, row 0 drawn at the bottom; NaN is clear. */
export function heatmapPixels(
  values: ArrayLike<number>,
  rows: number,
  columns: number,
  [low, high]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(rows * columns * 4);
  const span = high - low || 1;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] as number;
      if (Number.isNaN(value)) continue;
      const at = ((rows - 1 - row) * columns + column) * 4;
      pixels.set(cividis((value - low) / span), at);
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}
