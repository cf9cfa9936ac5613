import { storeLanes } from './lanes';
import { beginOf, step } from './step';

@unmanaged
class Pool {
  /** `[beat, row, column, channel]`; of the gradient, the same by the input. */
  input: usize;
  /** `[beat, pooled row, pooled column, channel]`; of the gradient, the gradient by it. */
  output: usize;
  rows: i32;
  columns: i32;
  channels: i32;
  poolRows: i32;
  poolColumns: i32;
}

/** Means of windows that do not overlap; rows and columns that fill none are dropped. Cost: a read of the input. */
export function pool(at: usize, piece: i32): void {
  const shape = changetype<Pool>(at);
  const channels = shape.channels;
  const line = <usize>channels << 2;
  const row = <usize>shape.columns * line;
  const pooledRows = shape.rows / shape.poolRows;
  const pooledColumns = shape.columns / shape.poolColumns;
  const share = f32x4.splat(<f32>1 / <f32>(shape.poolRows * shape.poolColumns));
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    const image = shape.input + <usize>(beat * shape.rows) * row;
    let to = shape.output + <usize>(beat * pooledRows * pooledColumns) * line;
    for (let pooledRow = 0; pooledRow < pooledRows; pooledRow++) {
      for (let column = 0; column < pooledColumns; column++) {
        const window = image + <usize>(pooledRow * shape.poolRows) * row + <usize>(column * shape.poolColumns) * line;
        for (let channel = 0; channel < channels; channel += 4) {
          const index = <usize>channel << 2;
          let sum = f32x4.splat(0);
          for (let y = 0; y < shape.poolRows; y++) {
            for (let x = 0; x < shape.poolColumns; x++) {
              sum = f32x4.add(sum, v128.load(window + <usize>y * row + <usize>x * line + index));
            }
          }
          storeLanes(to + index, f32x4.mul(sum, share), channels - channel);
        }
        to += line;
      }
    }
  }
}

/** Spreads each gradient evenly over its window; what was dropped gets none. Cost: a write of the gradient by the input. */
export function poolGradient(at: usize, piece: i32): void {
  const shape = changetype<Pool>(at);
  const channels = shape.channels;
  const line = <usize>channels << 2;
  const pooledRows = shape.rows / shape.poolRows;
  const pooledColumns = shape.columns / shape.poolColumns;
  const share = f32x4.splat(<f32>1 / <f32>(shape.poolRows * shape.poolColumns));
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    const pooled = shape.output + <usize>(beat * pooledRows * pooledColumns) * line;
    let to = shape.input + <usize>(beat * shape.rows * shape.columns) * line;
    for (let row = 0; row < shape.rows; row++) {
      const pooledRow = row / shape.poolRows;
      for (let column = 0; column < shape.columns; column++) {
        const pooledColumn = column / shape.poolColumns;
        const isPooled = pooledRow < pooledRows && pooledColumn < pooledColumns;
        const from = pooled + <usize>(pooledRow * pooledColumns + pooledColumn) * line;
        for (let channel = 0; channel < channels; channel += 4) {
          const index = <usize>channel << 2;
          const value = isPooled ? f32x4.mul(v128.load(from + index), share) : f32x4.splat(0);
          storeLanes(to + index, value, channels - channel);
        }
        to += line;
      }
    }
  }
}
