import { describe, expect, it } from 'vitest';
import { batchNormCases } from '../../../../tests/fixtures/batch-norm-case';
import { openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { momentPieces } from './batch-norm';
import { channelMoments, MOMENTS } from './channel-moments';

const { device, title, run } = await openKernelDevice();

describe.skipIf(!device)(title('moments'), () => {
  it('has count, mean and squared deviations of every piece of every channel', async () => {
    for (const { shape, count, values } of batchNormCases()) {
      const { rows, columns, channels } = shape;
      const pieces = momentPieces(shape);
      const expected = new Float64Array(pieces * channels * MOMENTS);
      for (let piece = 0; piece < pieces * channels; piece++) {
        const own = values
          .subarray(0, count * rows * columns * channels)
          .filter((_, place) => place % (pieces * channels) === piece);
        const mean = own.reduce((sum, each) => sum + each, 0) / Math.max(own.length, 1);
        const squares = own.reduce((sum, each) => sum + (each - mean) ** 2, 0);
        expected.set([own.length, mean, squares], piece * MOMENTS);
      }
      const [found] = await run(channelMoments(shape), { count }, values, new Float32Array(expected.length));
      expect(relativeError(found as Float32Array, expected), JSON.stringify(shape)).toBeLessThan(TOLERANCE);
    }
  });
});
