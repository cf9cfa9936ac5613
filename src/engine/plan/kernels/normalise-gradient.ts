import {
  type BatchNormShape,
  channelPieces,
  channelTile,
  gradientThroughPool,
  MOST_PIECES,
  SUM_INVOCATIONS,
  walkPositions,
} from './batch-norm';
import { binding, float, type Kernel, main, STEP, workgroupsFor } from './kernel';

/**
 * Backward, first: the sums over each piece of the gradient by `gamma normal + beta`, and of it times `normal`. Buffers: input,
 * statistics, parameters, gradient by the output, sums `[piece, channel, 2]`. Cost: a read of the input and of the gradient.
 */
export function gradientSums(shape: BatchNormShape): Kernel {
  const { channels } = shape;
  const tile = channelTile(channels);
  const code = `${STEP}
${binding(1, 'values', 'read')}${binding(2, 'statistics', 'read')}${binding(3, 'parameters', 'read')}${binding(4, 'gradient', 'read')}${binding(5, 'sums', 'write')}
var<workgroup> joined: array<vec2<f32>, ${SUM_INVOCATIONS}>;
${gradientThroughPool(shape)}
${main(
  `  var sum = vec2<f32>();${walkPositions(
    shape,
    `      let normal = (values[place] - statistics[channel]) * statistics[${channels}u + channel];
      let passed = gradient_at(position, channel, normal);
      sum += vec2<f32>(passed, passed * normal);`,
  )}
  joined[lane] = sum;
  for (var distance = ${SUM_INVOCATIONS / 2}u; distance >= ${tile}u; distance /= 2u) {
    workgroupBarrier();
    if (lane < distance) { joined[lane] += joined[lane + distance]; }
  }
  if (lane < ${tile}u && channel < ${channels}u) {
    let at = (group.x * ${channels}u + channel) * 2u;
    sums[at] = joined[lane].x;
    sums[at + 1u] = joined[lane].y;
  }`,
  SUM_INVOCATIONS,
)}`;
  return {
    label: `gradient sums of ${channels} channels`,
    code,
    access: ['read', 'read', 'read', 'read', 'write'],
    workgroups: [channelPieces(shape), Math.ceil(channels / tile), 1],
  };
}

/**
 * Backward, second: the pieces added up, which are the gradients by beta and gamma. Buffers: sums, gradients: gamma's from `at`
 * on and beta's after them. One workgroup a channel.
 */
export function gammaBetaGradient(shape: BatchNormShape, at: number): Kernel {
  const { channels } = shape;
  const pieces = channelPieces(shape);
  const code = `${STEP}
${binding(1, 'sums', 'read')}${binding(2, 'gradients', 'write')}
var<workgroup> joined: array<vec2<f32>, ${MOST_PIECES}>;
${main(
  `  let channel = group.x;
  joined[lane] = vec2<f32>();
  if (lane < ${pieces}u) {
    let at = (lane * ${channels}u + channel) * 2u;
    joined[lane] = vec2<f32>(sums[at], sums[at + 1u]);
  }
  for (var distance = ${MOST_PIECES / 2}u; distance >= 1u; distance /= 2u) {
    workgroupBarrier();
    if (lane < distance) { joined[lane] += joined[lane + distance]; }
  }
  if (lane > 0u) { return; }
  gradients[${at}u + channel] = joined[0].y;
  gradients[${at + channels}u + channel] = joined[0].x;`,
  MOST_PIECES,
)}`;
  return {
    label: `gamma and beta gradient of ${channels} channels`,
    code,
    access: ['read', 'write'],
    workgroups: [channels, 1, 1],
  };
}

/**
 * Backward, third: the gradient by the input, `gamma / deviation (g - mean(g) - normal mean(g normal))`. Buffers: input,
 * statistics, parameters, gradient by the output, gradients of gamma and beta, gradient by the input. Cost: a read of the input
 * and of the gradient, a write of the result.
 */
export function normaliseInputGradient(shape: BatchNormShape, at: number): Kernel {
  const { batch, rows, columns, channels, gammaAt } = shape;
  const code = `${STEP}
${binding(1, 'values', 'read')}${binding(2, 'statistics', 'read')}${binding(3, 'parameters', 'read')}${binding(4, 'gradient', 'read')}${binding(5, 'gradients', 'read')}${binding(6, 'result', 'write')}
${gradientThroughPool(shape)}
${main(`
  let channel = index % ${channels}u;
  let position = index / ${channels}u;
  if (position >= step.count * ${rows * columns}u) { return; }
  let inverse = statistics[${channels}u + channel];
  let normal = (values[index] - statistics[channel]) * inverse;
  let share = 1.0f / (f32(step.count) * ${float(rows * columns)});
  let direct = gradient_at(position, channel, normal) - gradients[${at + channels}u + channel] * share;
  result[index] = parameters[${gammaAt}u + channel] * inverse * (direct - normal * gradients[${at}u + channel] * share);`)}`;
  return {
    label: `normalise input gradient ${rows}x${columns}x${channels}`,
    code,
    access: ['read', 'read', 'read', 'read', 'read', 'write'],
    workgroups: workgroupsFor(batch * rows * columns * channels),
  };
}
