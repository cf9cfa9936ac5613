import { type Chain, chainBackward, chainForward } from './chain';
import { binding, float, type Kernel, main, type Placement, place, STEP, workgroupsFor } from './kernel';

export interface PoolShape {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Rows and columns that are averaged; the whole image for global pooling. */
  readonly window: readonly [number, number];
  readonly into: Placement;
  /** Without ReLU. */
  readonly chain: Chain;
}

const height = ({ rows, window }: PoolShape): number => Math.floor(rows / window[0]);
const width = ({ columns, window }: PoolShape): number => Math.floor(columns / window[1]);

/**
 * Mean of windows that lie side by side (what is left at the edge is dropped), then the chain. Buffers: input
 * `[batch, row, column, channel]`, output. Cost: a read of the input.
 */
export function pool(shape: PoolShape, training: boolean): Kernel {
  const { batch, rows, columns, channels, window, into, chain } = shape;
  const features = height(shape) * width(shape) * channels;
  const code = `${STEP}
${binding(1, 'values', 'read')}${binding(2, 'result', 'write')}
${chainForward(chain, training)}
${main(`
  let beat = index / ${features}u;
  if (beat >= step.count) { return; }
  let inner = index % ${features}u;
  let column = inner / ${channels}u % ${width(shape)}u * ${window[1]}u;
  let row = inner / ${channels * width(shape)}u * ${window[0]}u;
  var sum = 0.0f;
  for (var r = 0u; r < ${window[0]}u; r++) {
    for (var c = 0u; c < ${window[1]}u; c++) {
      sum += values[((beat * ${rows}u + row + r) * ${columns}u + column + c) * ${channels}u + inner % ${channels}u];
    }
  }
  result[${place(into, 'beat', 'inner')}] = chain(sum * ${float(1 / (window[0] * window[1]))}, index);`)}`;
  return {
    label: `pool ${rows}x${columns}x${channels} -> ${height(shape)}x${width(shape)}`,
    code,
    access: ['read', 'write'],
    workgroups: workgroupsFor(batch * features),
  };
}

/** The gradient by the input: each mean's gradient spread evenly. Buffers: gradient by the output, gradient by the input. */
export function poolGradient(shape: PoolShape): Kernel {
  const { batch, rows, columns, channels, window, into, chain } = shape;
  const features = height(shape) * width(shape) * channels;
  const code = `${STEP}
${binding(1, 'gradient', 'read')}${binding(2, 'result', 'write')}
${chainBackward(chain)}
${main(`
  let beat = index / ${rows * columns * channels}u;
  if (beat >= step.count) { return; }
  let row = index / ${columns * channels}u % ${rows}u / ${window[0]}u;
  let column = index / ${channels}u % ${columns}u / ${window[1]}u;
  let inner = (row * ${width(shape)}u + column) * ${channels}u + index % ${channels}u;
  let is_inside = row < ${height(shape)}u && column < ${width(shape)}u;
  let unit = beat * ${features}u + inner;
  let passed = back(gradient[select(0u, ${place(into, 'beat', 'inner')}, is_inside)], 0.0f, unit);
  result[index] = select(0.0f, passed * ${float(1 / (window[0] * window[1]))}, is_inside);`)}`;
  return {
    label: `pool gradient ${rows}x${columns}x${channels}`,
    code,
    access: ['read', 'write'],
    workgroups: workgroupsFor(batch * rows * columns * channels),
  };
}
