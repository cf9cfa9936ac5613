import { describe, expect, it } from 'vitest';
import { draws, lay, openKernelDevice, placementOf, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { gather } from './gather';

const { device, title, run } = await openKernelDevice();

describe.skipIf(!device)(title('gather'), () => {
  it('fetches and normalises the beats of its page and leaves those of another page alone', async () => {
    for (const features of [1, 5, 67, 130]) {
      const { normals } = draws(features);
      const [page, mean, scale] = [normals(4 * features), normals(features), normals(features)];
      // The page has examples 3 to 6 of the part; the batch begins at the second of the order.
      const order = Uint32Array.of(3, 6, 1, 3, 7, 4);
      const [first, count] = [1, 4];
      const into = placementOf(features);
      const chain = [{ layer: { kind: 'scale', factor: 0.5 }, key: 0 }] as const;
      const shape = { batch: 5, features, firstExample: 3, examples: 4, into, chain, training: true };
      const expected = Float64Array.from({ length: count * features }, (_, place) => {
        const [beat, feature] = [Math.floor(place / features), place % features];
        const example = (order[first + beat] as number) - 3;
        if (example < 0 || example > 3) return 9;
        const value = page[example * features + feature] as number;
        return 0.5 * (value - (mean[feature] as number)) * (scale[feature] as number);
      });
      const room = new Float32Array(count * into.stride).fill(9);
      const [found] = await run(gather(shape), { count, first }, page, order, mean, scale, room);
      expect(relativeError(found as Float32Array, lay(expected, into, count))).toBeLessThan(TOLERANCE);
    }
  });
});
