import { describe, expect, it } from 'vitest';
import { batchNormCases, windowOf } from '../../../../tests/fixtures/batch-norm-case';
import { lay, openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { pooledFeatures } from './batch-norm';
import { normalise } from './normalise';

const { device, title, run } = await openKernelDevice();

describe.skipIf(!device)(title('normalise'), () => {
  it('normalises, rectifies and pools', async () => {
    for (const { shape, count, values, parameters, statistics } of batchNormCases()) {
      const { channels, gammaAt, rectifies, pool, into } = shape;
      const expected = new Float64Array(count * pooledFeatures(shape));
      values.forEach((value, place) => {
        const window = windowOf(shape, place);
        if (window === null || window >= expected.length) return;
        const channel = place % channels;
        const normal = (value - (statistics[channel] as number)) * (statistics[channels + channel] as number);
        const scaled =
          normal * (parameters[gammaAt + channel] as number) + (parameters[gammaAt + channels + channel] as number);
        const passed = rectifies ? Math.max(scaled, 0) : scaled;
        expected[window] = (expected[window] as number) + passed / (pool[0] * pool[1]);
      });
      const room = new Float32Array(count * into.stride).fill(9);
      const [found] = await run(normalise(shape, true), { count }, values, statistics, parameters, room);
      expect(relativeError(found as Float32Array, lay(expected, into, count))).toBeLessThan(TOLERANCE);
    }
  });
});
