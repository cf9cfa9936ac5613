/** `decibels.ts`, two numbers at a time and to the same bits. */

const MANTISSA: i64 = 0xfffffffffffff;
const ONE: i64 = 0x3ff0000000000000;
/** 2^52: with a small whole number for its mantissa it is larger by that number. */
const WHOLE: i64 = 0x4330000000000000;

/**
 * Puts `10 log10(value + floor)` in the place of each of `count` values, an even number of them. Returns whether all sums
 * were positive, finite and not denormal; where one is not, all that it wrote means nothing.
 *
 * @param table `[128, 2]` f64, then the decibels of 2 and the six terms of the series
 */
export function decibels(values: usize, count: i32, floor: f64, table: usize): bool {
  const terms = table + 2048;
  const decibelsOfTwo = v128.load64_splat(terms);
  const c1 = v128.load64_splat(terms, 8);
  const c2 = v128.load64_splat(terms, 16);
  const c3 = v128.load64_splat(terms, 24);
  const c4 = v128.load64_splat(terms, 32);
  const c5 = v128.load64_splat(terms, 40);
  const c6 = v128.load64_splat(terms, 48);
  const floors = f64x2.splat(floor);
  let strange = i64x2.splat(0);
  for (let end = values + (<usize>count << 3); values < end; values += 16) {
    const bits = f64x2.add(v128.load(values), floors);
    const exponent = i64x2.shr_u(bits, 52);
    strange = v128.or(strange, i64x2.lt_s(exponent, i64x2.splat(1)));
    strange = v128.or(strange, i64x2.gt_s(exponent, i64x2.splat(2046)));
    const mantissa = v128.or(v128.and(bits, i64x2.splat(MANTISSA)), i64x2.splat(ONE));
    const entries = v128.and(i64x2.shr_u(bits, 41), i64x2.splat(0x7f0));
    const first = v128.load(table + <usize>i64x2.extract_lane(entries, 0));
    const second = v128.load(table + <usize>i64x2.extract_lane(entries, 1));
    const inverse = v128.shuffle<f64>(first, second, 0, 2);
    const known = v128.shuffle<f64>(first, second, 1, 3);
    const rest = f64x2.sub(f64x2.mul(mantissa, inverse), f64x2.splat(1));
    const square = f64x2.mul(rest, rest);
    const high = f64x2.add(f64x2.add(c4, f64x2.mul(c5, rest)), f64x2.mul(square, c6));
    const middle = f64x2.add(f64x2.add(c2, f64x2.mul(c3, rest)), f64x2.mul(square, high));
    const series = f64x2.add(f64x2.mul(c1, rest), f64x2.mul(square, middle));
    const power = f64x2.sub(v128.or(exponent, i64x2.splat(WHOLE)), f64x2.splat(4503599627371519));
    v128.store(values, f64x2.add(f64x2.mul(power, decibelsOfTwo), f64x2.add(known, series)));
  }
  return !v128.any_true(strange);
}
