import { BATCH_NORM_EPSILON, type BatchNormShape, MOMENTUM, momentPieces } from './batch-norm';
import { MOMENTS } from './channel-moments';
import { float, type Kernel, kernel, main, WORKGROUP, workgroupsFor } from './kernel';
import { sumMemory, sumOf, type WorkgroupSum } from './workgroup-sum';

/** `fn join(a, b)`: count, mean and squared deviations of two samples together, as Chan, Golub & LeVeque (1979) join them. */
const JOIN = /* wgsl */ `
fn join(a: vec3<f32>, b: vec3<f32>) -> vec3<f32> {
  let count = a.x + b.x;
  if (count == 0.0f) { return a; }
  let apart = b.y - a.y;
  let share = b.x / count;
  return vec3<f32>(count, a.y + apart * share, a.z + b.z + apart * apart * a.x * share);
}
`;

const SAMPLES: WorkgroupSum = { type: 'vec3<f32>', join: (a, b) => `join(${a}, ${b})`, invocations: WORKGROUP };

/**
 * Mean and 1 / deviation of each channel from the moments of its pieces; the running statistics move towards them.
 *
 * Buffers: moments `[piece, channel, 3]`, running statistics, `[mean of each channel, 1 / deviation of each channel]`. Cost: 10
 * FLOPs and three reads for each piece and channel; a workgroup for each channel.
 */
export function batchStatistics(shape: BatchNormShape): Kernel {
  const { channels, statisticsAt } = shape;
  return kernel({
    name: 'statistics',
    about: `of ${channels} channels`,
    sizes: { channels, pieces: momentPieces(shape), statistics_at: statisticsAt },
    buffers: { moments: 'read', running: 'write', statistics: 'write' },
    code: `
${sumMemory(SAMPLES)}${JOIN}
${main(`
  let channel = group.x;
  var own = vec3<f32>();
  for (var piece = lane; piece < sizes.pieces; piece += ${WORKGROUP}u) {
    let at = (piece * sizes.channels + channel) * ${MOMENTS}u;
    own = join(own, vec3<f32>(moments[at], moments[at + 1u], moments[at + 2u]));
  }${sumOf(SAMPLES, 'own')}
  if (lane > 0u) { return; }
  let mean = shared_sums[0].y;
  let variance = shared_sums[0].z / shared_sums[0].x;
  statistics[channel] = mean;
  statistics[sizes.channels + channel] = inverseSqrt(variance + ${float(BATCH_NORM_EPSILON)});
  let at = sizes.statistics_at + channel;
  running[at] = running[at] * ${float(MOMENTUM)} + mean * ${float(1 - MOMENTUM)};
  running[at + sizes.channels] = running[at + sizes.channels] * ${float(MOMENTUM)} + variance * ${float(1 - MOMENTUM)};`)}`,
    workgroups: [channels, 1, 1],
  });
}

/**
 * The same from the running statistics, for inference. Buffers: running statistics, statistics. Cost: two reads and two writes
 * for each channel, an invocation for each.
 */
export function runningStatistics({ channels, statisticsAt }: BatchNormShape): Kernel {
  return kernel({
    name: 'running statistics',
    about: `of ${channels} channels`,
    sizes: { channels, statistics_at: statisticsAt },
    buffers: { running: 'read', statistics: 'write' },
    code: main(`
  if (index >= sizes.channels) { return; }
  let at = sizes.statistics_at + index;
  statistics[index] = running[at];
  statistics[sizes.channels + index] = inverseSqrt(running[at + sizes.channels] + ${float(BATCH_NORM_EPSILON)});`),
    workgroups: workgroupsFor(channels),
  });
}
