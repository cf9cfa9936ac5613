import { BATCH_NORM_EPSILON, type BatchNormShape, channelPieces, MOMENTUM, MOST_PIECES } from './batch-norm';
import { JOIN, MOMENTS } from './channel-moments';
import { binding, float, type Kernel, main, STEP, workgroupsFor } from './kernel';

/**
 * Mean and 1 / deviation of each channel from the moments of its pieces; the running statistics move towards them. Buffers:
 * moments `[piece, channel, 3]`, running statistics, `[mean of each channel, 1 / deviation of each channel]`. One workgroup a
 * channel.
 */
export function batchStatistics(shape: BatchNormShape): Kernel {
  const { channels, statisticsAt } = shape;
  const pieces = channelPieces(shape);
  const code = `${STEP}
${binding(1, 'moments', 'read')}${binding(2, 'running', 'write')}${binding(3, 'statistics', 'write')}
var<workgroup> joined: array<vec3<f32>, ${MOST_PIECES}>;
${JOIN}
${main(
  `  let channel = group.x;
  joined[lane] = vec3<f32>();
  if (lane < ${pieces}u) {
    let at = (lane * ${channels}u + channel) * ${MOMENTS}u;
    joined[lane] = vec3<f32>(moments[at], moments[at + 1u], moments[at + 2u]);
  }
  for (var distance = ${MOST_PIECES / 2}u; distance >= 1u; distance /= 2u) {
    workgroupBarrier();
    if (lane < distance) { joined[lane] = join(joined[lane], joined[lane + distance]); }
  }
  if (lane > 0u) { return; }
  let mean = joined[0].y;
  let variance = joined[0].z / joined[0].x;
  statistics[channel] = mean;
  statistics[${channels}u + channel] = inverseSqrt(variance + ${float(BATCH_NORM_EPSILON)});
  let at = ${statisticsAt}u + channel;
  running[at] = running[at] * ${float(MOMENTUM)} + mean * ${float(1 - MOMENTUM)};
  running[at + ${channels}u] = running[at + ${channels}u] * ${float(MOMENTUM)} + variance * ${float(1 - MOMENTUM)};`,
  MOST_PIECES,
)}`;
  return {
    label: `statistics of ${channels} channels`,
    code,
    access: ['read', 'write', 'write'],
    workgroups: [channels, 1, 1],
  };
}

/** The same from the running statistics, for inference. Buffers: running statistics, statistics. */
export function runningStatistics({ channels, statisticsAt }: BatchNormShape): Kernel {
  const code = `${STEP}
${binding(1, 'running', 'read')}${binding(2, 'statistics', 'write')}
${main(`
  if (index >= ${channels}u) { return; }
  statistics[index] = running[${statisticsAt}u + index];
  statistics[${channels}u + index] = inverseSqrt(running[${statisticsAt + channels}u + index] + ${float(BATCH_NORM_EPSILON)});`)}`;
  return {
    label: `running statistics of ${channels} channels`,
    code,
    access: ['read', 'write'],
    workgroups: workgroupsFor(channels),
  };
}
