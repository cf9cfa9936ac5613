import { type BatchNormShape, momentPieces } from './batch-norm';
import { type Kernel, kernel, main, workgroupsFor } from './kernel';

/** Numbers of one piece and channel: count, mean, sum of squared deviations. */
export const MOMENTS = 3;

/**
 * Count, mean and squared deviations of each channel over each piece of batch and positions; neighbours read neighbours.
 *
 * Buffers: input `[beat, row, column, channel]`, moments `[piece, channel, 3]`. Cost: 4 FLOPs and a read for each number of the
 * input; an invocation for each piece and channel, a piece being 64 positions or more.
 *
 * Each invocation adds up differences from its first value, which is about as far from the mean as any other: the difference of
 * two large sums would cost the variance its digits.
 */
export function channelMoments(shape: BatchNormShape): Kernel {
  const { rows, columns, channels } = shape;
  const pieces = momentPieces(shape);
  return kernel({
    name: 'moments',
    about: `${rows}x${columns}x${channels}`,
    sizes: { positions: rows * columns, channels, pieces },
    buffers: { values: 'read', moments: 'write' },
    code: main(`
  if (index >= sizes.pieces * sizes.channels) { return; }
  let end = step.count * sizes.positions * sizes.channels;
  let stride = sizes.pieces * sizes.channels;
  // Of a piece beyond a part-filled batch there is nothing; what lies there from an earlier step must not count.
  let first = select(0.0f, values[index], index < end);
  var count = 0.0f;
  var sum = 0.0f;
  var squares = 0.0f;
  for (var place = index; place < end; place += stride) {
    let difference = values[place] - first;
    count += 1.0f;
    sum += difference;
    squares += difference * difference;
  }
  let mean = sum / max(count, 1.0f);
  moments[index * ${MOMENTS}u] = count;
  moments[index * ${MOMENTS}u + 1u] = first + mean;
  moments[index * ${MOMENTS}u + 2u] = max(squares - sum * mean, 0.0f);`),
    workgroups: workgroupsFor(pieces * channels),
  });
}
