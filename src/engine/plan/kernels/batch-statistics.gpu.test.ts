import { describe, expect, it } from 'vitest';
import { batchNormCases } from '../../../../tests/fixtures/batch-norm-case';
import { openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { BATCH_NORM_EPSILON, MOMENTUM, momentPieces } from './batch-norm';
import { batchStatistics, runningStatistics } from './batch-statistics';
import { channelMoments, MOMENTS } from './channel-moments';

const { device, title, run } = await openKernelDevice();

describe.skipIf(!device)(title('statistics'), () => {
  it('joins the moments, and moves the running ones', async () => {
    for (const { shape, count, values, normals, statistics, variances } of batchNormCases()) {
      const { channels, statisticsAt } = shape;
      const room = new Float32Array(momentPieces(shape) * channels * MOMENTS);
      const [moments] = await run(channelMoments(shape), { count }, values, room);
      const running = normals(statisticsAt + 2 * channels);
      const moved = running.map((before, at) => {
        const channel = at - statisticsAt;
        if (channel < 0) return before;
        const now = channel < channels ? statistics[channel] : variances[channel - channels];
        return before * MOMENTUM + (now as number) * (1 - MOMENTUM);
      });
      const found = await run(
        batchStatistics(shape),
        { count },
        moments as Float32Array,
        running,
        new Float32Array(2 * channels),
      );
      expect(relativeError(found[0] as Float32Array, moved)).toBeLessThan(TOLERANCE);
      expect(relativeError(found[1] as Float32Array, statistics)).toBeLessThan(TOLERANCE);
    }
  });

  it('takes the running ones at inference', async () => {
    for (const { shape, normals } of batchNormCases()) {
      const { channels, statisticsAt } = shape;
      const running = normals(statisticsAt + 2 * channels).map(Math.abs);
      const expected = Float64Array.from({ length: 2 * channels }, (_, at) => {
        const value = running[statisticsAt + at] as number;
        return at < channels ? value : 1 / Math.sqrt(value + BATCH_NORM_EPSILON);
      });
      const [found] = await run(runningStatistics(shape), { count: 1 }, running, new Float32Array(2 * channels));
      expect(relativeError(found as Float32Array, expected)).toBeLessThan(TOLERANCE);
    }
  });
});
