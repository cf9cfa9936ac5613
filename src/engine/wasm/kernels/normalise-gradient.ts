import { multiplyAdd, storeLanes, toFours } from './lanes';
import { beginOf, PIECES, step } from './step';

@unmanaged
export class NormaliseGradient {
  /** What was normalised: `[beat, row, column, channel]`. */
  input: usize;
  /** By what left normalisation, ReLU and pooling: `[beat, pooled row, pooled column, channel]`. */
  gradient: usize;
  statistics: usize;
  gamma: usize;
  beta: usize;
  /** `[piece]` of sums: of the gradient, and of the gradient times the normalised input; each channels in whole fours. */
  sums: usize;
  /** Means of the two, channels in whole fours. */
  means: usize;
  /** `[beat, row, column, channel]`; 0 where nobody wants it in memory. */
  byInput: usize;
  gammaGradient: usize;
  betaGradient: usize;
  rows: i32;
  columns: i32;
  channels: i32;
  poolRows: i32;
  poolColumns: i32;
  rectifies: i32;
}

/** Sums over a piece of a batch. Cost: a read of the input and of the gradient. */
export function gradientSums(at: usize, piece: i32): void {
  const shape = changetype<NormaliseGradient>(at);
  const channels = shape.channels;
  const line = <usize>channels << 2;
  const pooledRows = shape.rows / shape.poolRows;
  const pooledColumns = shape.columns / shape.poolColumns;
  const padded = <usize>toFours(channels) << 2;
  const row = <usize>shape.columns * line;
  const always = shape.rectifies ? i32x4.splat(0) : i32x4.splat(-1);
  const share = f32x4.splat(<f32>1 / <f32>(shape.poolRows * shape.poolColumns));
  const sums = shape.sums + <usize>piece * 2 * padded;
  memory.fill(sums, 0, 2 * padded);
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    const image = shape.input + <usize>(beat * shape.rows) * row;
    const pooled = shape.gradient + <usize>(beat * pooledRows * pooledColumns) * line;
    for (let channel = 0; channel < channels; channel += 4) {
      const index = <usize>channel << 2;
      const mean = v128.load(shape.statistics + index);
      const inverse = v128.load(shape.statistics + padded + index);
      const factor = f32x4.mul(v128.load(shape.gamma + index), inverse);
      const beta = v128.load(shape.beta + index);
      let direct = f32x4.splat(0), scaled = f32x4.splat(0);
      let by = pooled + index;
      for (let pooledRow = 0; pooledRow < pooledRows; pooledRow++) {
        let from = image + <usize>(pooledRow * shape.poolRows) * row + index;
        for (let column = 0; column < pooledColumns; column++) {
          const gradient = v128.load(by);
          let centred = f32x4.sub(v128.load(from), mean);
          let passed = v128.and(gradient, passes(centred, factor, beta, always));
          direct = f32x4.add(direct, passed);
          scaled = multiplyAdd(scaled, passed, centred);
          if (shape.poolColumns == 2) {
            centred = f32x4.sub(v128.load(from + line), mean);
            passed = v128.and(gradient, passes(centred, factor, beta, always));
            direct = f32x4.add(direct, passed);
            scaled = multiplyAdd(scaled, passed, centred);
            if (shape.poolRows == 2) {
              centred = f32x4.sub(v128.load(from + row), mean);
              passed = v128.and(gradient, passes(centred, factor, beta, always));
              direct = f32x4.add(direct, passed);
              scaled = multiplyAdd(scaled, passed, centred);
              centred = f32x4.sub(v128.load(from + row + line), mean);
              passed = v128.and(gradient, passes(centred, factor, beta, always));
              direct = f32x4.add(direct, passed);
              scaled = multiplyAdd(scaled, passed, centred);
            }
            from += line;
          }
          from += line;
          by += line;
        }
      }
      const known = sums + index;
      v128.store(known, multiplyAdd(v128.load(known), direct, share));
      const scaledAt = known + padded;
      v128.store(scaledAt, multiplyAdd(v128.load(scaledAt), f32x4.mul(scaled, inverse), share));
    }
  }
}

/** All ones where ReLU let the value pass. */
function passes(centred: v128, factor: v128, beta: v128, always: v128): v128 {
  return v128.or(always, f32x4.gt(multiplyAdd(beta, centred, factor), f32x4.splat(0)));
}

/** The gradients by gamma and beta from the sums of the pieces, and the means. Cost: a few numbers a channel. */
export function gammaBetaGradient(at: usize): void {
  const shape = changetype<NormaliseGradient>(at);
  const padded = <usize>toFours(shape.channels) << 2;
  const share = <f32>1 / <f32>(step().count * shape.rows * shape.columns);
  for (let channel = 0; channel < shape.channels; channel++) {
    const index = <usize>channel << 2;
    let direct: f32 = 0, scaled: f32 = 0;
    for (let piece = 0; piece < PIECES; piece++) {
      const sums = shape.sums + <usize>piece * 2 * padded + index;
      direct += load<f32>(sums);
      scaled += load<f32>(sums + padded);
    }
    store<f32>(shape.betaGradient + index, direct);
    store<f32>(shape.gammaGradient + index, scaled);
    store<f32>(shape.means + index, direct * share);
    store<f32>(shape.means + padded + index, scaled * share);
  }
}

/**
 * The gradient by one beat's input: dx = a (g - mean(g) - xhat mean(g xhat)) with a = gamma / deviation, and g the gradient by what
 * left the normalisation, spread over the window that it was averaged from. Writes rows of `toRow` bytes.
 * Cost: a read of the input and of the gradient, a write of the result.
 */
export function normaliseGradientOf(shape: NormaliseGradient, beat: i32, to: usize, toRow: usize): void {
  const channels = shape.channels;
  const line = <usize>channels << 2;
  const poolColumns = shape.poolColumns;
  const pooledRows = shape.rows / shape.poolRows;
  const pooledColumns = shape.columns / poolColumns;
  const padded = <usize>toFours(channels) << 2;
  const row = <usize>shape.columns * line;
  const always = shape.rectifies ? i32x4.splat(0) : i32x4.splat(-1);
  const share = f32x4.splat(<f32>1 / <f32>(shape.poolRows * poolColumns));
  const nothing = f32x4.splat(0);
  const image = shape.input + <usize>(beat * shape.rows) * row;
  const pooled = shape.gradient + <usize>(beat * pooledRows * pooledColumns) * line;
  for (let channel = 0; channel < channels; channel += 4) {
    const index = <usize>channel << 2;
    const lanes = channels - channel;
    const mean = v128.load(shape.statistics + index);
    const inverse = v128.load(shape.statistics + padded + index);
    const factor = f32x4.mul(v128.load(shape.gamma + index), inverse);
    const beta = v128.load(shape.beta + index);
    const offset = v128.load(shape.means + index);
    const slope = f32x4.mul(v128.load(shape.means + padded + index), inverse);
    for (let at = 0; at < shape.rows; at++) {
      const pooledRow = at / shape.poolRows;
      const isPooled = pooledRow < pooledRows;
      let from = image + <usize>at * row + index;
      let by = pooled + <usize>(pooledRow * pooledColumns) * line + index;
      let into = to + <usize>at * toRow + index;
      let column = 0;
      for (; isPooled && column < pooledColumns; column++) {
        const gradient = f32x4.mul(v128.load(by), share);
        for (let within = 0; within < poolColumns; within++) {
          const centred = f32x4.sub(v128.load(from), mean);
          const passed = v128.and(gradient, passes(centred, factor, beta, always));
          storeLanes(into, byInputOf(passed, centred, factor, offset, slope), lanes);
          from += line;
          into += line;
        }
        by += line;
      }
      // What pooling dropped still moved the statistics.
      for (column *= poolColumns; column < shape.columns; column++) {
        const centred = f32x4.sub(v128.load(from), mean);
        storeLanes(into, byInputOf(nothing, centred, factor, offset, slope), lanes);
        from += line;
        into += line;
      }
    }
  }
}

function byInputOf(gradient: v128, centred: v128, factor: v128, offset: v128, slope: v128): v128 {
  return f32x4.mul(factor, f32x4.sub(f32x4.sub(gradient, offset), f32x4.mul(centred, slope)));
}

/** The same for a piece of a batch, into memory. */
export function normaliseGradient(at: usize, piece: i32): void {
  const shape = changetype<NormaliseGradient>(at);
  const row = <usize>(shape.columns * shape.channels) << 2;
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    normaliseGradientOf(shape, beat, shape.byInput + <usize>(beat * shape.rows) * row, row);
  }
}
