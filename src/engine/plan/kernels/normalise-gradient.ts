import { type BatchNormShape, batchNormSizes, gradientSumPieces, throughRelu, windowGradient } from './batch-norm';
import { type Kernel, kernel, main, mainOfBeats, real, WORKGROUP, workgroupsFor, workgroupsOfBeats } from './kernel';
import { add, sumMemory, sumOf, type WorkgroupSum } from './workgroup-sum';

/**
 * Backward, first: the sums over each piece of the gradient by `gamma normal + beta`, and of it times `normal`. A piece is some
 * of the pooling's windows over all beats; neighbours read neighbours.
 *
 * Buffers: input `[beat, row, column, channel]`, statistics `[2, channel]`, parameters, gradient by the output, sums
 * `[piece, channel, 2]`. Cost: 8 FLOPs and a read for each number of the input, a read for each window; an invocation for each
 * piece and channel.
 */
export function gradientSums(shape: BatchNormShape): Kernel {
  const { rows, columns, channels } = shape;
  const pieces = gradientSumPieces(shape);
  return kernel({
    name: 'gradient sums',
    about: `${rows}x${columns}x${channels}`,
    sizes: { pieces, ...batchNormSizes(shape) },
    buffers: { values: 'read', statistics: 'read', parameters: 'read', gradient: 'read', sums: 'write' },
    code: `${windowGradient(shape)}
${main(`
  if (index >= sizes.pieces * sizes.channels) { return; }
  // Read once, before the loop.
  let sizes = sizes;
  let channel = index % sizes.channels;
  let mean = statistics[channel];
  let inverse = statistics[sizes.channels + channel];
  let gamma = parameters[sizes.gamma_at + channel];
  let beta = parameters[sizes.gamma_at + sizes.channels + channel];
  let pool_rows = sizes.pool_rows;
  let pool_columns = sizes.pool_columns;
  let windows = step.count * sizes.height * sizes.width;
  var sum = vec2<f32>();
  for (var window = index / sizes.channels; window < windows; window += sizes.pieces) {
    let column = window % sizes.width;
    let line = window / sizes.width;
    let row = line % sizes.height;
    let beat = line / sizes.height;
    let passed = window_gradient(beat, row, column, channel);
    for (var r = 0u; r < pool_rows; r++) {
      let first = ((beat * sizes.rows + row * pool_rows + r) * sizes.columns + column * pool_columns) * sizes.channels;
      for (var c = 0u; c < pool_columns; c++) {
        let normal = (values[first + c * sizes.channels + channel] - mean) * inverse;
        let by_output = ${throughRelu(shape)};
        sum += vec2<f32>(by_output, by_output * normal);
      }
    }
  }
  sums[index * 2u] = sum.x;
  sums[index * 2u + 1u] = sum.y;`)}`,
    workgroups: workgroupsFor(pieces * channels),
  });
}

const PAIRS: WorkgroupSum = { type: 'vec2<f32>', join: add, invocations: WORKGROUP };

/**
 * Backward, second: the pieces added up, which are the gradients by beta and gamma.
 *
 * Buffers: sums `[piece, channel, 2]`, gradients: gamma's from `at` on and beta's after them. Cost: 2 FLOPs and two reads for
 * each piece and channel; a workgroup for each channel.
 */
export function gammaBetaGradient(shape: BatchNormShape, at: number): Kernel {
  const { channels } = shape;
  return kernel({
    name: 'gamma and beta gradient',
    about: `of ${channels} channels`,
    sizes: { channels, pieces: gradientSumPieces(shape), at },
    buffers: { sums: 'read', gradients: 'write' },
    code: `${sumMemory(PAIRS)}${main(`
  let channel = group.x;
  var own = vec2<f32>();
  for (var piece = lane; piece < sizes.pieces; piece += ${WORKGROUP}u) {
    let at = (piece * sizes.channels + channel) * 2u;
    own += vec2<f32>(sums[at], sums[at + 1u]);
  }${sumOf(PAIRS, 'own')}
  if (lane > 0u) { return; }
  gradients[sizes.at + channel] = shared_sums[0].y;
  gradients[sizes.at + sizes.channels + channel] = shared_sums[0].x;`)}`,
    workgroups: [channels, 1, 1],
  });
}

/**
 * Backward, third: the gradient by the input, `gamma / deviation (g - mean(g) - normal mean(g normal))`.
 *
 * Buffers: input `[beat, row, column, channel]`, statistics `[2, channel]`, parameters, gradient by the output, gradients of
 * gamma and beta, gradient by the input. Cost: 10 FLOPs, a read and a write for each number of the input, a read for each
 * window; an invocation for each window, those at the edge included that pooling drops.
 */
export function normaliseInputGradient(shape: BatchNormShape, at: number): Kernel {
  const { batch, rows, columns, channels, pool } = shape;
  const across = Math.ceil(columns / pool[1]);
  const features = Math.ceil(rows / pool[0]) * across * channels;
  return kernel({
    name: 'normalise input gradient',
    about: `${rows}x${columns}x${channels}`,
    sizes: { features, across, at, mean_share: real(1 / (rows * columns)), ...batchNormSizes(shape) },
    buffers: {
      values: 'read',
      statistics: 'read',
      parameters: 'read',
      gradient: 'read',
      gradients: 'read',
      result: 'write',
    },
    code: `${windowGradient(shape)}
${mainOfBeats(`
  let channel = inner % sizes.channels;
  let column = inner / sizes.channels % sizes.across;
  let row = inner / sizes.channels / sizes.across;
  let mean = statistics[channel];
  let inverse = statistics[sizes.channels + channel];
  let gamma = parameters[sizes.gamma_at + channel];
  let beta = parameters[sizes.gamma_at + sizes.channels + channel];
  let share = sizes.mean_share / f32(step.count);
  let mean_gradient = gradients[sizes.at + sizes.channels + channel] * share;
  let mean_product = gradients[sizes.at + channel] * share;
  let passed = window_gradient(beat, row, column, channel);
  let last_row = min((row + 1u) * sizes.pool_rows, sizes.rows);
  let last_column = min((column + 1u) * sizes.pool_columns, sizes.columns);
  for (var r = row * sizes.pool_rows; r < last_row; r++) {
    let line = (beat * sizes.rows + r) * sizes.columns;
    for (var c = column * sizes.pool_columns; c < last_column; c++) {
      let place = (line + c) * sizes.channels + channel;
      let normal = (values[place] - mean) * inverse;
      let by_output = ${throughRelu(shape)};
      result[place] = gamma * inverse * (by_output - mean_gradient - normal * mean_product);
    }
  }`)}`,
    workgroups: workgroupsOfBeats(batch, features),
  });
}
