import { describe, expect, it } from 'vitest';
import { BATCHES, draws, lay, openKernelDevice, placementOf, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { type PoolShape, pool, poolGradient } from './pool';

const { device, title, run } = await openKernelDevice();

describe.skipIf(!device)(title('pool'), () => {
  it('takes means of windows, drops the edge, and spreads the gradient evenly', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const { between, normals } = draws(index);
      const [rows, columns, channels] = [between(2, 9), between(2, 9), index === 0 ? 1 : between(2, 40)];
      const window = index % 2 ? ([2, 2] as const) : ([rows, columns] as const);
      const [height, width] = [Math.floor(rows / window[0]), Math.floor(columns / window[1])];
      const features = height * width * channels;
      const into = placementOf(features);
      const shape: PoolShape = { batch, rows, columns, channels, window, into, chain: [] };
      const share = 1 / (window[0] * window[1]);
      const [values, gradient] = [normals(batch * rows * columns * channels), normals(batch * features)];
      const means = new Float64Array(count * features);
      const spread = new Float64Array(values.length);
      for (let place = 0; place < count * rows * columns * channels; place++) {
        const [channel, column] = [place % channels, Math.floor(place / channels) % columns];
        const line = Math.floor(place / channels / columns);
        const [row, beat] = [line % rows, Math.floor(line / rows)];
        const [down, right] = [Math.floor(row / window[0]), Math.floor(column / window[1])];
        if (down >= height || right >= width) continue;
        const mean = ((beat * height + down) * width + right) * channels + channel;
        means[mean] = (means[mean] as number) + (values[place] as number) * share;
        spread[place] = (gradient[mean] as number) * share;
      }
      const room = new Float32Array(count * into.stride).fill(9);
      const [found] = await run(pool(shape, true), { count }, values, room);
      expect(relativeError(found as Float32Array, lay(means, into, count))).toBeLessThan(TOLERANCE);
      const laid = lay(gradient, into, batch);
      const [back] = await run(poolGradient(shape), { count }, laid, new Float32Array(values.length));
      expect(relativeError(back as Float32Array, spread)).toBeLessThan(TOLERANCE);
    }
  });
});
