import { multiplyAdd, storeLanes, toFours } from './lanes';
import { beginOf, step } from './step';

@unmanaged
class Normalise {
  /** `[beat, row, column, channel]` */
  input: usize;
  /** `[beat, pooled row, pooled column, channel]` */
  output: usize;
  statistics: usize;
  gamma: usize;
  beta: usize;
  rows: i32;
  columns: i32;
  channels: i32;
  /** 1 or 2. */
  poolRows: i32;
  poolColumns: i32;
  /** 1 where ReLU stands between normalisation and pooling. */
  rectifies: i32;
}

/** Batch normalisation, ReLU and average pooling in one pass. Cost: a read of the input, a write of the output. */
export function normalise(at: usize, piece: i32): void {
  const shape = changetype<Normalise>(at);
  const channels = shape.channels;
  const line = <usize>channels << 2;
  const pooledRows = shape.rows / shape.poolRows;
  const pooledColumns = shape.columns / shape.poolColumns;
  const padded = <usize>toFours(channels) << 2;
  const row = <usize>shape.columns * line;
  const least = shape.rectifies ? f32x4.splat(0) : f32x4.splat(-Infinity);
  const share = f32x4.splat(<f32>1 / <f32>(shape.poolRows * shape.poolColumns));
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    const image = shape.input + <usize>(beat * shape.rows) * row;
    const pooled = shape.output + <usize>(beat * pooledRows * pooledColumns) * line;
    for (let channel = 0; channel < channels; channel += 4) {
      const index = <usize>channel << 2;
      const lanes = channels - channel;
      const mean = v128.load(shape.statistics + index);
      const factor = f32x4.mul(v128.load(shape.gamma + index), v128.load(shape.statistics + padded + index));
      const beta = v128.load(shape.beta + index);
      let to = pooled + index;
      for (let pooledRow = 0; pooledRow < pooledRows; pooledRow++) {
        let from = image + <usize>(pooledRow * shape.poolRows) * row + index;
        for (let column = 0; column < pooledColumns; column++) {
          let sum = normal(from, mean, factor, beta, least);
          if (shape.poolColumns == 2) {
            sum = f32x4.add(sum, normal(from + line, mean, factor, beta, least));
            if (shape.poolRows == 2) {
              sum = f32x4.add(sum, normal(from + row, mean, factor, beta, least));
              sum = f32x4.add(sum, normal(from + row + line, mean, factor, beta, least));
            }
            from += line;
          }
          storeLanes(to, f32x4.mul(sum, share), lanes);
          from += line;
          to += line;
        }
      }
    }
  }
}

function normal(from: usize, mean: v128, factor: v128, beta: v128, least: v128): v128 {
  return f32x4.max(multiplyAdd(beta, f32x4.sub(v128.load(from), mean), factor), least);
}
