/** What the kernels of batch normalisation (Ioffe & Szegedy 2015) share: its shape and how its sums are cut. */

import { type Chain, chainBackward, chainSizes } from './chain';
import { type Placement, place, placementSizes, real, type Sizes } from './kernel';

export const BATCH_NORM_EPSILON = 1e-3;
/** Share that a running statistic keeps at each step. */
export const MOMENTUM = 0.9;

export interface BatchNormShape {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Where gamma begins in the parameters; beta follows it. */
  readonly gammaAt: number;
  /** Where the running mean begins in the statistics; the running variance follows it. */
  readonly statisticsAt: number;
  /** ReLU follows. */
  readonly rectifies: boolean;
  /** Mean of windows of so many rows and columns follows; `[1, 1]` for none. */
  readonly pool: readonly [number, number];
  readonly into: Placement;
  /** Elementwise layers after that; without ReLU. */
  readonly chain: Chain;
}

export const pooledRows = ({ rows, pool }: BatchNormShape): number => Math.floor(rows / pool[0]);
export const pooledColumns = ({ columns, pool }: BatchNormShape): number => Math.floor(columns / pool[1]);
/** Numbers of a beat that leave the layer. */
export const pooledFeatures = (shape: BatchNormShape): number =>
  pooledRows(shape) * pooledColumns(shape) * shape.channels;

const VALUES_A_PIECE = 64;
/** A workgroup adds up the pieces of a channel, each invocation at most so many over 64. */
const MOST_PIECES = 1024;

/** How many pieces a channel's sums over `positions` are cut into. */
function pieces(positions: number): number {
  return Math.max(1, Math.min(MOST_PIECES, Math.ceil(positions / VALUES_A_PIECE)));
}

/** Pieces of the sums over batch and positions. */
export const momentPieces = ({ batch, rows, columns }: BatchNormShape): number => pieces(batch * rows * columns);

/** Pieces of the sums over batch and windows: there is at least one window in each. */
export function gradientSumPieces(shape: BatchNormShape): number {
  const windows = shape.batch * pooledRows(shape) * pooledColumns(shape);
  return Math.max(1, Math.min(windows, pieces(windows * shape.pool[0] * shape.pool[1])));
}

/** What the kernels read of the shape, the chain's own numbers included. */
export function batchNormSizes(shape: BatchNormShape): Sizes {
  const { rows, columns, channels, gammaAt, pool, into, chain } = shape;
  return {
    rows,
    columns,
    channels,
    gamma_at: gammaAt,
    height: pooledRows(shape),
    width: pooledColumns(shape),
    pool_rows: pool[0],
    pool_columns: pool[1],
    share: real(1 / (pool[0] * pool[1])),
    ...placementSizes('into', into),
    ...chainSizes(chain),
  };
}

/**
 * WGSL `fn window_gradient(beat, row, column, channel) -> f32`: what each value of a window gets of the gradient by the window's
 * mean, before ReLU; 0 in what pooling dropped at the edge.
 */
export function windowGradient({ chain }: BatchNormShape): string {
  return `${chainBackward(chain)}
fn window_gradient(beat: u32, row: u32, column: u32, channel: u32) -> f32 {
  if (row >= sizes.height || column >= sizes.width) { return 0.0f; }
  let mean = (row * sizes.width + column) * sizes.channels + channel;
  let unit = beat * sizes.height * sizes.width * sizes.channels + mean;
  return back(gradient[${place('into', 'beat', 'mean')}], 0.0f, unit) * sizes.share;
}
`;
}

/** WGSL for the gradient `passed` where the normalised value `normal` passes ReLU, else 0. */
export function throughRelu({ rectifies }: BatchNormShape): string {
  return rectifies ? 'select(0.0f, passed, normal * gamma + beta > 0.0f)' : 'passed';
}
