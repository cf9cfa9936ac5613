import { type BatchNormShape, pooledColumns, pooledFeatures, pooledRows } from './batch-norm';
import { chainForward } from './chain';
import { binding, float, type Kernel, main, place, STEP, workgroupsFor } from './kernel';

/**
 * Batch normalisation, ReLU and average pooling in one pass, then the chain. Buffers: input `[batch, row, column, channel]`,
 * statistics, parameters, output. Cost: a read of the input, a write of the output.
 */
export function normalise(shape: BatchNormShape, training: boolean): Kernel {
  const { batch, rows, columns, channels, gammaAt, rectifies, pool, into, chain } = shape;
  const features = pooledFeatures(shape);
  const width = pooledColumns(shape);
  const window = Array.from({ length: pool[0] * pool[1] }, (_, index) => {
    const at = `(row * ${pool[0]}u + ${Math.floor(index / pool[1])}u) * ${columns}u + column * ${pool[1]}u + ${index % pool[1]}u`;
    const value = `values[(beat * ${rows * columns}u + ${at}) * ${channels}u + channel] * factor + offset`;
    return `  sum += ${rectifies ? `max(${value}, 0.0f)` : value};`;
  });
  const code = `${STEP}
${binding(1, 'values', 'read')}${binding(2, 'statistics', 'read')}${binding(3, 'parameters', 'read')}${binding(4, 'result', 'write')}
${chainForward(chain, training)}
${main(`
  let beat = index / ${features}u;
  if (beat >= step.count) { return; }
  let inner = index % ${features}u;
  let channel = inner % ${channels}u;
  let column = inner / ${channels}u % ${width}u;
  let row = inner / ${channels * width}u;
  let factor = parameters[${gammaAt}u + channel] * statistics[${channels}u + channel];
  let offset = parameters[${gammaAt + channels}u + channel] - statistics[channel] * factor;
  var sum = 0.0f;
${window.join('\n')}
  result[${place(into, 'beat', 'inner')}] = chain(sum * ${float(1 / window.length)}, index);`)}`;
  return {
    label: `normalise ${rows}x${columns}x${channels} -> ${pooledRows(shape)}x${width}`,
    code,
    access: ['read', 'read', 'read', 'write'],
    workgroups: workgroupsFor(batch * features),
  };
}
