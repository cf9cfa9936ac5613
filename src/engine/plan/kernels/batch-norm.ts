/** What the five kernels of batch normalisation (Ioffe & Szegedy 2015) share: its shape and how its sums are cut. */

import { type Chain, chainBackward } from './chain';
import { float, type Placement, place } from './kernel';

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

const POSITIONS_A_PIECE = 1024;
/** One workgroup adds up the pieces of a channel: no more than it has invocations. */
export const MOST_PIECES = 64;

/** How many pieces the sums over batch and positions are cut into. */
export function channelPieces({ batch, rows, columns }: BatchNormShape): number {
  return Math.max(1, Math.min(MOST_PIECES, Math.ceil((batch * rows * columns) / POSITIONS_A_PIECE)));
}

/** Invocations of a workgroup that sums over positions: channels side by side, so that neighbours read neighbours. */
export const SUM_INVOCATIONS = 256;

export function channelTile(channels: number): number {
  return Math.min(2 ** Math.ceil(Math.log2(channels)), SUM_INVOCATIONS);
}

/**
 * WGSL that walks the positions of a piece, each channel's shared by several invocations. `visit` sees `channel`, `position`
 * (over batch, rows and columns) and `place` in `[batch, row, column, channel]`.
 */
export function walkPositions(shape: BatchNormShape, visit: string): string {
  const { rows, columns, channels } = shape;
  const tile = channelTile(channels);
  const lanes = SUM_INVOCATIONS / tile;
  const pieces = channelPieces(shape);
  return `
  let share = lane / ${tile}u;
  let channel = group.y * ${tile}u + lane % ${tile}u;
  let positions = step.count * ${rows * columns}u;
  let piece = (positions + ${pieces - 1}u) / ${pieces}u;
  let begin = group.x * piece;
  let end = min(begin + piece, positions);
  if (channel < ${channels}u) {
    for (var position = begin + share; position < end; position += ${lanes}u) {
      let place = position * ${channels}u + channel;
${visit}
    }
  }`;
}

/** WGSL `fn gradient_at(position, channel, normal) -> f32`: the gradient by `gamma normal + beta`, through pool and ReLU. */
export function gradientThroughPool(shape: BatchNormShape): string {
  const { rows, columns, channels, pool, rectifies, into, chain, gammaAt } = shape;
  const height = pooledRows(shape);
  const width = pooledColumns(shape);
  return `${chainBackward(chain)}
fn gradient_at(position: u32, channel: u32, normal: f32) -> f32 {
  let row = (position / ${columns}u) % ${rows}u / ${pool[0]}u;
  let column = position % ${columns}u / ${pool[1]}u;
  if (row >= ${height}u || column >= ${width}u) { return 0.0f; }
  ${rectifies ? `if (normal * parameters[${gammaAt}u + channel] + parameters[${gammaAt + channels}u + channel] <= 0.0f) { return 0.0f; }` : ''}
  let beat = position / ${rows * columns}u;
  let inner = (row * ${width}u + column) * ${channels}u + channel;
  return back(gradient[${place(into, 'beat', 'inner')}], 0.0f, beat * ${height * width * channels}u + inner) * ${float(1 / (pool[0] * pool[1]))};
}
`;
}
