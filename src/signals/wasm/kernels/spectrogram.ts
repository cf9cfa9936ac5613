/** `folded-sums.ts` for the frames of a spectrogram, two bins at a time and to the same bits. */

/**
 * Writes power densities `[bin, frame]`, of bins up to a multiple of four.
 *
 * @param starts `[frame]` i32, the first sample of each
 * @param window `[length]` f64
 * @param waves `[bins / 4, distance, 8]` f64, as in `folded-sums.ts`
 * @param scales `[bin]` f64
 * @param folded room for two folded frames
 */
export function spectrogram(
  samples: usize,
  starts: usize,
  frames: i32,
  window: usize,
  length: i32,
  waves: usize,
  scales: usize,
  bins: i32,
  folded: usize,
  out: usize,
): void {
  const bytes = ((<usize>length >> 1) + 1) << 4;
  for (let frame = 0; frame < frames; frame += 2) {
    // Two frames share what is read of the waves; where one is left over it is its own partner.
    const partner = min(frame + 1, frames - 1);
    fold(samples + (<usize>load<i32>(starts + (<usize>frame << 2)) << 3), window, length, folded);
    fold(samples + (<usize>load<i32>(starts + (<usize>partner << 2)) << 3), window, length, folded + bytes);
    let wave = waves;
    for (let bin = 0; bin < bins; bin += 4) {
      const place = out + (<usize>(bin * frames) << 3);
      sumUp(folded, bytes, wave, scales + (<usize>bin << 3), place, <usize>frame << 3, <usize>partner << 3, <usize>frames << 3);
      wave += bytes << 2;
    }
  }
}

/** Four bins of two frames. */
function sumUp(
  folded: usize,
  bytes: usize,
  wave: usize,
  scales: usize,
  out: usize,
  first: usize,
  second: usize,
  row: usize,
): void {
  let re0 = f64x2.splat(0);
  let re2 = f64x2.splat(0);
  let im0 = f64x2.splat(0);
  let im2 = f64x2.splat(0);
  let nextRe0 = f64x2.splat(0);
  let nextRe2 = f64x2.splat(0);
  let nextIm0 = f64x2.splat(0);
  let nextIm2 = f64x2.splat(0);
  for (let part = folded, end = folded + bytes; part < end; part += 16) {
    const both = v128.load64_splat(part);
    const difference = v128.load64_splat(part, 8);
    const nextBoth = v128.load64_splat(part + bytes);
    const nextDifference = v128.load64_splat(part + bytes, 8);
    const cos0 = v128.load(wave);
    const cos2 = v128.load(wave, 16);
    const sin0 = v128.load(wave, 32);
    const sin2 = v128.load(wave, 48);
    wave += 64;
    re0 = f64x2.add(re0, f64x2.mul(both, cos0));
    re2 = f64x2.add(re2, f64x2.mul(both, cos2));
    im0 = f64x2.add(im0, f64x2.mul(difference, sin0));
    im2 = f64x2.add(im2, f64x2.mul(difference, sin2));
    nextRe0 = f64x2.add(nextRe0, f64x2.mul(nextBoth, cos0));
    nextRe2 = f64x2.add(nextRe2, f64x2.mul(nextBoth, cos2));
    nextIm0 = f64x2.add(nextIm0, f64x2.mul(nextDifference, sin0));
    nextIm2 = f64x2.add(nextIm2, f64x2.mul(nextDifference, sin2));
  }
  const scale0 = v128.load(scales);
  const scale2 = v128.load(scales, 16);
  storeColumn(out + first, row, power(scale0, re0, im0), power(scale2, re2, im2));
  storeColumn(out + second, row, power(scale0, nextRe0, nextIm0), power(scale2, nextRe2, nextIm2));
}

function power(scale: v128, re: v128, im: v128): v128 {
  return f64x2.mul(scale, f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im)));
}

function storeColumn(out: usize, row: usize, upper: v128, lower: v128): void {
  v128.store64_lane(out, upper, 0);
  v128.store64_lane(out + row, upper, 1);
  v128.store64_lane(out + 2 * row, lower, 0);
  v128.store64_lane(out + 3 * row, lower, 1);
}

/** `[distance, 2]` the sum and the difference of the tapered samples right and left of the middle. */
function fold(samples: usize, window: usize, length: i32, folded: usize): void {
  const middle = <usize>(length >> 1) << 3;
  const end = <usize>length << 3;
  store<f64>(folded, load<f64>(samples + middle) * load<f64>(window + middle));
  store<f64>(folded, 0, 8);
  for (let distance: usize = 8; distance <= middle; distance += 8) {
    const left = load<f64>(samples + middle - distance) * load<f64>(window + middle - distance);
    // Of an even number of samples the first has no partner.
    const right = middle + distance < end ? load<f64>(samples + middle + distance) * load<f64>(window + middle + distance) : 0;
    store<f64>(folded + 2 * distance, right + left);
    store<f64>(folded + 2 * distance, right - left, 8);
  }
}
