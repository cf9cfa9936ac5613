import { multiplyAdd, toFours } from './lanes';
import { beginOf, PIECES, step } from './step';

/**
 * Count, means and sums of squared differences from them, of each channel: `[count, 3 unused, mean of each channel, sum of squares
 * of each channel]`, channels in whole fours. Means are taken first and squares of what is left after, because the difference of
 * two large sums would cost the variance its digits; moments are joined as in Chan, Golub & LeVeque 1983.
 */
export function addMoments(x: usize, positions: i32, channels: i32, moments: usize): void {
  const line = <usize>channels << 2;
  const means = moments + 16;
  const squares = means + (<usize>toFours(channels) << 2);
  const before = load<f32>(moments);
  const here = <f32>positions;
  const all = before + here;
  for (let at: usize = 0; at < line; at += 16) {
    const mean = f32x4.mul(sum(x + at, line, positions), f32x4.splat(1 / here));
    const square = sumOfSquares(x + at, line, positions, mean);
    const known = v128.load(means + at);
    const shift = f32x4.sub(mean, known);
    v128.store(means + at, multiplyAdd(known, shift, f32x4.splat(here / all)));
    const between = f32x4.mul(f32x4.mul(shift, shift), f32x4.splat((before * here) / all));
    v128.store(squares + at, f32x4.add(v128.load(squares + at), f32x4.add(square, between)));
  }
  store<f32>(moments, all);
}

/** Four sums side by side: they wait less for each other, and lose less than one long sum. */
function sum(x: usize, line: usize, positions: i32): v128 {
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  let position = 0;
  for (; position + 4 <= positions; position += 4) {
    a = f32x4.add(a, v128.load(x));
    b = f32x4.add(b, v128.load(x + line));
    c = f32x4.add(c, v128.load(x + 2 * line));
    d = f32x4.add(d, v128.load(x + 3 * line));
    x += 4 * line;
  }
  for (; position < positions; position++) {
    a = f32x4.add(a, v128.load(x));
    x += line;
  }
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

function sumOfSquares(x: usize, line: usize, positions: i32, mean: v128): v128 {
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  let position = 0;
  for (; position + 4 <= positions; position += 4) {
    const p = f32x4.sub(v128.load(x), mean), q = f32x4.sub(v128.load(x + line), mean);
    const r = f32x4.sub(v128.load(x + 2 * line), mean), s = f32x4.sub(v128.load(x + 3 * line), mean);
    a = multiplyAdd(a, p, p);
    b = multiplyAdd(b, q, q);
    c = multiplyAdd(c, r, r);
    d = multiplyAdd(d, s, s);
    x += 4 * line;
  }
  for (; position < positions; position++) {
    const p = f32x4.sub(v128.load(x), mean);
    a = multiplyAdd(a, p, p);
    x += line;
  }
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

/** Bytes of the moments of `channels` channels. */
export function momentBytes(channels: i32): usize {
  return 16 + (<usize>toFours(channels) << 3);
}

@unmanaged
class Moments {
  /** `[beat, position, channel]` */
  input: usize;
  /** `[piece]` of moments. */
  moments: usize;
  positions: i32;
  channels: i32;
}

/** Moments of a piece of a batch. Cost: two reads of the input. */
export function channelMoments(at: usize, piece: i32): void {
  const shape = changetype<Moments>(at);
  const positions = shape.positions;
  const bytes = momentBytes(shape.channels);
  const moments = shape.moments + <usize>piece * bytes;
  memory.fill(moments, 0, bytes);
  const begin = beginOf(piece, step().count);
  const beats = beginOf(piece + 1, step().count) - begin;
  if (beats == 0) return;
  const from = shape.input + (<usize>(begin * positions * shape.channels) << 2);
  addMoments(from, beats * positions, shape.channels, moments);
}

const EPSILON: f32 = 1e-3;
/** Share that a running statistic keeps at each step. */
const MOMENTUM: f32 = 0.9;
const SHARE: f32 = 0.1;

@unmanaged
class Statistics {
  /** `[piece]` of moments; 0 at inference. */
  moments: usize;
  /** Mean of each channel, then 1 / deviation of each channel, channels in whole fours. */
  statistics: usize;
  movingMean: usize;
  movingVariance: usize;
  channels: i32;
}

/** Statistics of a batch from the moments of its pieces; the running ones move towards them. Cost: a few numbers a channel. */
export function batchStatistics(at: usize): void {
  const shape = changetype<Statistics>(at);
  const bytes = momentBytes(shape.channels);
  const padded = <usize>toFours(shape.channels) << 2;
  for (let channel = 0; channel < shape.channels; channel++) {
    const index = <usize>channel << 2;
    let count: f32 = 0, mean: f32 = 0, squares: f32 = 0;
    for (let piece = 0; piece < PIECES; piece++) {
      const moments = shape.moments + <usize>piece * bytes;
      const here = load<f32>(moments);
      if (here == 0) continue;
      const shift = load<f32>(moments + 16 + index) - mean;
      const all = count + here;
      squares += load<f32>(moments + 16 + padded + index) + (shift * shift * count * here) / all;
      mean += (shift * here) / all;
      count = all;
    }
    const variance = squares / count;
    store<f32>(shape.statistics + index, mean);
    store<f32>(shape.statistics + padded + index, 1 / sqrt<f32>(variance + EPSILON));
    blend(shape.movingMean + index, mean);
    blend(shape.movingVariance + index, variance);
  }
}

function blend(running: usize, batch: f32): void {
  store<f32>(running, load<f32>(running) * MOMENTUM + batch * SHARE);
}

/** The same from the running statistics, for inference. */
export function runningStatistics(at: usize): void {
  const shape = changetype<Statistics>(at);
  const padded = <usize>toFours(shape.channels) << 2;
  for (let channel = 0; channel < shape.channels; channel++) {
    const index = <usize>channel << 2;
    store<f32>(shape.statistics + index, load<f32>(shape.movingMean + index));
    const variance = load<f32>(shape.movingVariance + index);
    store<f32>(shape.statistics + padded + index, 1 / sqrt<f32>(variance + EPSILON));
  }
}
