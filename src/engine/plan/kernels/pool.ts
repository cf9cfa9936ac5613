import { type Chain, chainBackward, chainForward, chainSizes } from './chain';
import {
  type Kernel,
  kernel,
  mainOfBeats,
  type Placement,
  place,
  placementSizes,
  real,
  type Sizes,
  workgroupsOfBeats,
} from './kernel';

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

function sizesOf(shape: PoolShape, features: number): Sizes {
  const { rows, columns, channels, window, into, chain } = shape;
  return {
    features,
    rows,
    columns,
    channels,
    height: height(shape),
    width: width(shape),
    window_rows: window[0],
    window_columns: window[1],
    share: real(1 / (window[0] * window[1])),
    ...placementSizes('into', into),
    ...chainSizes(chain),
  };
}

/**
 * Mean of windows that lie side by side (what is left at the edge is dropped), then the chain.
 *
 * Buffers: input `[beat, row, column, channel]`, output `[beat, row, column, channel]` of the windows. Cost: an addition and a
 * read for each number of the input; an invocation for each mean.
 */
export function pool(shape: PoolShape, training: boolean): Kernel {
  const { batch, rows, columns, channels, chain } = shape;
  const features = height(shape) * width(shape) * channels;
  return kernel({
    name: 'pool',
    about: `${rows}x${columns}x${channels} -> ${height(shape)}x${width(shape)}`,
    sizes: sizesOf(shape, features),
    buffers: { values: 'read', result: 'write' },
    code: `${chainForward(chain, training)}
${mainOfBeats(`
  let channel = inner % sizes.channels;
  let column = inner / sizes.channels % sizes.width * sizes.window_columns;
  let row = inner / sizes.channels / sizes.width * sizes.window_rows;
  var sum = 0.0f;
  for (var r = row; r < row + sizes.window_rows; r++) {
    let line = (beat * sizes.rows + r) * sizes.columns;
    for (var c = column; c < column + sizes.window_columns; c++) {
      sum += values[(line + c) * sizes.channels + channel];
    }
  }
  result[${place('into', 'beat', 'inner')}] = chain(sum * sizes.share, beat * sizes.features + inner);`)}`,
    workgroups: workgroupsOfBeats(batch, features),
  });
}

/**
 * The gradient by the input: each mean's gradient spread evenly. Buffers: gradient by the output, gradient by the input. Cost:
 * a read and a write for each number of the input, and an invocation.
 */
export function poolGradient(shape: PoolShape): Kernel {
  const { batch, rows, columns, channels, chain } = shape;
  const features = rows * columns * channels;
  return kernel({
    name: 'pool gradient',
    about: `${rows}x${columns}x${channels}`,
    sizes: sizesOf(shape, features),
    buffers: { gradient: 'read', result: 'write' },
    code: `${chainBackward(chain)}
${mainOfBeats(`
  let channel = inner % sizes.channels;
  let column = inner / sizes.channels % sizes.columns / sizes.window_columns;
  let row = inner / sizes.channels / sizes.columns / sizes.window_rows;
  let mean = (row * sizes.width + column) * sizes.channels + channel;
  let is_inside = row < sizes.height && column < sizes.width;
  let unit = beat * sizes.height * sizes.width * sizes.channels + mean;
  let passed = back(gradient[select(0u, ${place('into', 'beat', 'mean')}, is_inside)], 0.0f, unit);
  result[beat * sizes.features + inner] = select(0.0f, passed * sizes.share, is_inside);`)}`,
    workgroups: workgroupsOfBeats(batch, features),
  });
}
