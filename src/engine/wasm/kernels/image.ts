/** Images of channels, `[row, column, channel]`, and the frame of zeros that `same` padding puts around them. */

/** Zeros before the first of `window` taps' positions; the rest of them comes after the last. */
export function framedBefore(window: i32): i32 {
  return (window - 1) >> 1;
}

/** Bytes of a row of a framed image. */
export function framedRow(columns: i32, windowColumns: i32, channels: i32): usize {
  return <usize>((columns + windowColumns - 1) * channels) << 2;
}

/** Copies an image into a frame whose zeros are there already; `to` is its first pixel's place. */
export function copyImage(from: usize, to: usize, toRow: usize, rows: i32, columns: i32, channels: i32): void {
  const bytes = <usize>(columns * channels) << 2;
  for (let row = 0; row < rows; row++) {
    memory.copy(to, from, bytes);
    from += bytes;
    to += toRow;
  }
}
