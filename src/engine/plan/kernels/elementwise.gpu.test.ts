import { describe, expect, it } from 'vitest';
import { BATCHES, draws, lay, openKernelDevice, placementOf, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { dropoutMask, dropoutStream } from '../../dropout-mask';
import { relativeError } from '../../relative-error';
import { elementwise, elementwiseGradient } from './elementwise';

const { device, title, run } = await openKernelDevice();

const KEY = 123_456_789;
const CHAIN = [
  { layer: { kind: 'scale', factor: 0.7 }, key: 0 },
  { layer: { kind: 'relu' }, key: 0 },
  { layer: { kind: 'dropout', rate: 0.4 }, key: KEY },
] as const;

describe.skipIf(!device)(title('elementwise'), () => {
  it('scales, rectifies and drops what the ops drop, forward and backward', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const { between, normals } = draws(index);
      const features = between(1, 90);
      const [number, into] = [index + 3, placementOf(features)];
      const mask = dropoutMask(dropoutStream(KEY, number), 0.4, batch * features);
      const [values, gradient] = [normals(batch * features), normals(batch * features)];
      const output = values.map((value, unit) => Math.max(0.7 * value, 0) * (mask[unit] as number));
      const shape = { batch, features, into, chain: CHAIN };
      const room = new Float32Array(count * into.stride).fill(9);
      const [found] = await run(elementwise(shape, true), { count, number }, values, room);
      const expected = lay(output.subarray(0, count * features), into, count);
      expect(relativeError(found as Float32Array, expected)).toBeLessThan(TOLERANCE);

      const byInput = gradient.map((each, unit) =>
        unit < count * features && (values[unit] as number) > 0 ? 0.7 * each * (mask[unit] as number) : 0,
      );
      const laid = [lay(gradient, into, batch), new Float32Array(batch * features), lay(output, into, batch)];
      const [back] = await run(elementwiseGradient(shape), { count, number }, ...laid);
      expect(relativeError(back as Float32Array, byInput)).toBeLessThan(TOLERANCE);
    }
  });

  it('reaches every beat where there are more than a dispatch has along an axis', async () => {
    const batch = 65_535 + 700;
    const shape = { batch, features: 1, into: { offset: 0, stride: 1 }, chain: CHAIN.slice(0, 1) };
    const values = Float32Array.from({ length: batch }, (_, beat) => beat + 1);
    const [found] = await run(elementwise(shape, true), { count: batch - 1 }, values, new Float32Array(batch));
    expect(found).toEqual(values.map((value, beat) => (beat < batch - 1 ? value * Math.fround(0.7) : 0)));
  });

  it('drops nothing at inference', async () => {
    const { normals } = draws(0);
    const values = normals(12);
    const shape = { batch: 3, features: 4, into: { offset: 0, stride: 4 }, chain: CHAIN.slice(2) };
    const [found] = await run(elementwise(shape, false), { count: 3 }, values, new Float32Array(12));
    expect(found).toEqual(values);
  });
});
