/** Four f32 at a time, on every machine that has WebAssembly SIMD: a product and a sum, since fused ones are not in the standard. */

/** `sum + a * b`, lane by lane. */
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Stores the first `lanes` lanes, all of them from 4 on: the last channels of a position are followed by the next position. */
export function storeLanes(to: usize, value: v128, lanes: i32): void {
  if (lanes >= 4) v128.store(to, value);
  else storePart(to, value, lanes);
}

function storePart(to: usize, value: v128, lanes: i32): void {
  if (lanes > 0) v128.store_lane<f32>(to, value, 0);
  if (lanes > 1) v128.store_lane<f32>(to, value, 1, 4);
  if (lanes > 2) v128.store_lane<f32>(to, value, 2, 8);
}

/** `count` rounded up to whole vectors. */
export function toFours(count: i32): i32 {
  return (count + 3) & ~3;
}

/** `count` rounded up to whole pairs of vectors. */
export function toEights(count: i32): i32 {
  return (count + 7) & ~7;
}
