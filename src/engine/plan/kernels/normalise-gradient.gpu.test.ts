import { describe, expect, it } from 'vitest';
import { batchNormCases, windowOf } from '../../../../tests/fixtures/batch-norm-case';
import { lay, openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { gradientSumPieces, pooledFeatures } from './batch-norm';
import { gammaBetaGradient, gradientSums, normaliseInputGradient } from './normalise-gradient';

const { device, title, run } = await openKernelDevice();

type Case = ReturnType<typeof batchNormCases>[number];

/** `[beat, row, column, channel]`: normalised values, and the gradient by `gamma normal + beta`. */
function backThroughPool({ shape, count, values, parameters, statistics }: Case, gradient: Float32Array) {
  const { rows, columns, channels, gammaAt, rectifies, pool } = shape;
  const length = count * rows * columns * channels;
  const normal = Float64Array.from({ length }, (_, place) => {
    const channel = place % channels;
    return ((values[place] as number) - (statistics[channel] as number)) * (statistics[channels + channel] as number);
  });
  const passed = normal.map((each, place) => {
    const [window, channel] = [windowOf(shape, place), place % channels];
    const scaled =
      each * (parameters[gammaAt + channel] as number) + (parameters[gammaAt + channels + channel] as number);
    if (window === null || (rectifies && scaled <= 0)) return 0;
    return (gradient[window] as number) / (pool[0] * pool[1]);
  });
  return { normal, passed };
}

/** `[gamma's of each channel, beta's of each channel]` */
function gammaAndBeta({ normal, passed }: ReturnType<typeof backThroughPool>, channels: number): Float32Array {
  const sums = new Float64Array(2 * channels);
  passed.forEach((each, place) => {
    const channel = place % channels;
    sums[channel] = (sums[channel] as number) + each * (normal[place] as number);
    sums[channels + channel] = (sums[channels + channel] as number) + each;
  });
  return Float32Array.from(sums);
}

describe.skipIf(!device)(title('normalise gradient'), () => {
  it('adds up the gradients by gamma and beta', async () => {
    for (const each of batchNormCases()) {
      const { shape, count, values, parameters, statistics, normals } = each;
      const { batch, channels, into } = shape;
      const gradient = normals(batch * pooledFeatures(shape));
      const expected = gammaAndBeta(backThroughPool(each, gradient), channels);
      const room = new Float32Array(gradientSumPieces(shape) * channels * 2);
      const laid = lay(gradient, into, batch);
      const [sums] = await run(gradientSums(shape), { count }, values, statistics, parameters, laid, room);
      const gradients = new Float32Array(4 + 2 * channels);
      const [found] = await run(gammaBetaGradient(shape, 4), { count }, sums as Float32Array, gradients);
      expect(relativeError((found as Float32Array).subarray(4), expected)).toBeLessThan(TOLERANCE);
    }
  });

  it('has the gradient by the input', async () => {
    for (const each of batchNormCases()) {
      const { shape, count, values, parameters, statistics, normals } = each;
      const { batch, rows, columns, channels, gammaAt, into } = shape;
      const gradient = normals(batch * pooledFeatures(shape));
      const { normal, passed } = backThroughPool(each, gradient);
      const sums = gammaAndBeta({ normal, passed }, channels);
      const positions = count * rows * columns;
      const expected = new Float64Array(values.length);
      passed.forEach((own, place) => {
        const channel = place % channels;
        const mean = (sums[channels + channel] as number) / positions;
        const product = ((normal[place] as number) * (sums[channel] as number)) / positions;
        const factor = (parameters[gammaAt + channel] as number) * (statistics[channels + channel] as number);
        expected[place] = factor * (own - mean - product);
      });
      const gradients = Float32Array.of(0, 0, 0, 0, ...sums);
      const laid = lay(gradient, into, batch);
      const room = new Float32Array(values.length);
      const kernel = normaliseInputGradient(shape, 4);
      const [found] = await run(kernel, { count }, values, statistics, parameters, laid, gradients, room);
      expect(relativeError(found as Float32Array, expected)).toBeLessThan(TOLERANCE);
    }
  });
});
