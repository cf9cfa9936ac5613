import { type BatchNormShape, channelPieces, channelTile, SUM_INVOCATIONS, walkPositions } from './batch-norm';
import { binding, type Kernel, main, STEP } from './kernel';

/** Numbers of one piece and channel: count, mean, sum of squared deviations. */
export const MOMENTS = 3;

/**
 * Count, mean and squared deviations of each channel over each piece of batch and positions. Buffers: input
 * `[batch, row, column, channel]`, moments `[piece, channel, 3]`. Cost: a read of the input.
 *
 * Each invocation adds up differences from its first value, which is about as far from the mean as any other: the difference of
 * two large sums would cost the variance its digits. Parts are joined as Chan, Golub & LeVeque (1979) do.
 */
export function channelMoments(shape: BatchNormShape): Kernel {
  const { channels } = shape;
  const tile = channelTile(channels);
  const code = `${STEP}
${binding(1, 'values', 'read')}${binding(2, 'moments', 'write')}
var<workgroup> joined: array<vec3<f32>, ${SUM_INVOCATIONS}>;
${JOIN}
${main(
  `  var count = 0.0f;
  var first = 0.0f;
  var sum = 0.0f;
  var squares = 0.0f;${walkPositions(
    shape,
    `      let value = values[place];
      if (count == 0.0f) { first = value; }
      let difference = value - first;
      count += 1.0f;
      sum += difference;
      squares += difference * difference;`,
  )}
  let mean = sum / max(count, 1.0f);
  joined[lane] = vec3<f32>(count, first + mean, squares - sum * mean);
  for (var distance = ${SUM_INVOCATIONS / 2}u; distance >= ${tile}u; distance /= 2u) {
    workgroupBarrier();
    if (lane < distance) { joined[lane] = join(joined[lane], joined[lane + distance]); }
  }
  if (lane < ${tile}u && channel < ${channels}u) {
    let at = (group.x * ${channels}u + channel) * ${MOMENTS}u;
    moments[at] = joined[lane].x;
    moments[at + 1u] = joined[lane].y;
    moments[at + 2u] = max(joined[lane].z, 0.0f);
  }`,
  SUM_INVOCATIONS,
)}`;
  return {
    label: `moments of ${channels} channels`,
    code,
    access: ['read', 'write'],
    workgroups: [channelPieces(shape), Math.ceil(channels / tile), 1],
  };
}

/** `fn join(a, b)`: count, mean and squared deviations of two samples together. */
export const JOIN = /* wgsl */ `
fn join(a: vec3<f32>, b: vec3<f32>) -> vec3<f32> {
  let count = a.x + b.x;
  if (count == 0.0f) { return a; }
  let apart = b.y - a.y;
  let share = b.x / count;
  return vec3<f32>(count, a.y + apart * share, a.z + b.z + apart * apart * a.x * share);
}
`;
