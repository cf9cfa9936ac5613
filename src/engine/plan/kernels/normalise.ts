import { type BatchNormShape, batchNormSizes, pooledColumns, pooledFeatures, pooledRows } from './batch-norm';
import { chainForward } from './chain';
import { type Kernel, kernel, mainOfBeats, place, workgroupsOfBeats } from './kernel';

/**
 * Batch normalisation, ReLU and average pooling in one pass, then the chain.
 *
 * Buffers: input `[beat, row, column, channel]`, statistics `[2, channel]`, parameters, output `[beat, row, column, channel]` of
 * the windows. Cost: 4 FLOPs and a read for each number of the input, a write for each window; an invocation for each window.
 */
export function normalise(shape: BatchNormShape, training: boolean): Kernel {
  const { batch, rows, columns, channels, rectifies, chain } = shape;
  const features = pooledFeatures(shape);
  return kernel({
    name: 'normalise',
    about: `${rows}x${columns}x${channels} -> ${pooledRows(shape)}x${pooledColumns(shape)}`,
    sizes: { features, ...batchNormSizes(shape) },
    buffers: { values: 'read', statistics: 'read', parameters: 'read', result: 'write' },
    code: `${chainForward(chain, training)}
${mainOfBeats(`
  let channel = inner % sizes.channels;
  let column = inner / sizes.channels % sizes.width * sizes.pool_columns;
  let row = inner / sizes.channels / sizes.width * sizes.pool_rows;
  let factor = parameters[sizes.gamma_at + channel] * statistics[sizes.channels + channel];
  let offset = parameters[sizes.gamma_at + sizes.channels + channel] - statistics[channel] * factor;
  var sum = 0.0f;
  for (var r = row; r < row + sizes.pool_rows; r++) {
    let line = (beat * sizes.rows + r) * sizes.columns;
    for (var c = column; c < column + sizes.pool_columns; c++) {
      let value = values[(line + c) * sizes.channels + channel] * factor + offset;
      sum += ${rectifies ? 'max(value, 0.0f)' : 'value'};
    }
  }
  result[${place('into', 'beat', 'inner')}] = chain(sum * sizes.share, beat * sizes.features + inner);`)}`,
    workgroups: workgroupsOfBeats(batch, features),
  });
}
