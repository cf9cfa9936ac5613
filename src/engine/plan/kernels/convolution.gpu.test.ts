import { describe, expect, it } from 'vitest';
import { BATCHES, draws, lay, openKernelDevice, placementOf, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { type ConvolutionShape, convolution, convolutionInputGradient, paddingBefore } from './convolution';

const { device, title, run } = await openKernelDevice();

/** Calls `visit` with the places of every product of the convolution: of input, weight and output. */
function products(shape: ConvolutionShape, count: number, visit: (at: { x: number; w: number; y: number }) => void) {
  const { rows, columns, inputs, outputs, window } = shape;
  const [top, left] = paddingBefore(window);
  for (let y = 0; y < count * rows * columns * outputs; y++) {
    const out = y % outputs;
    const position = (y - out) / outputs;
    const row = Math.floor(position / columns) % rows;
    const column = position % columns;
    for (let tap = 0; tap < window[0] * window[1] * inputs; tap++) {
      const down = Math.floor(tap / inputs / window[1]) - top;
      const right = (Math.floor(tap / inputs) % window[1]) - left;
      if (row + down < 0 || row + down >= rows || column + right < 0 || column + right >= columns) continue;
      const x = (position + down * columns + right) * inputs + (tap % inputs);
      visit({ x, w: tap * outputs + out, y });
    }
  }
}

function drawCase(index: number, batch: number) {
  const { between, normals } = draws(index);
  const window = index % 2 ? ([1, between(1, 8)] as const) : ([between(1, 4), between(1, 5)] as const);
  const rows = index % 2 ? 1 : between(2, 7);
  const [columns, inputs, outputs] = [between(1, 11), index === 0 ? 1 : between(1, 6), between(1, 11)];
  const weights = window[0] * window[1] * inputs * outputs;
  const biasAt = index % 2 ? 2 + weights : null;
  const shape: ConvolutionShape = { batch, rows, columns, inputs, outputs, window, filterAt: 2, biasAt };
  return { shape, positions: rows * columns, parameters: normals(2 + weights + outputs), normals };
}

describe.skipIf(!device)(title('convolution'), () => {
  it('is the sum of its products, and its chain, over random shapes', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const { shape, positions, parameters, normals } = drawCase(index, batch);
      const values = normals(batch * positions * shape.inputs);
      const expected = Float64Array.from({ length: count * positions * shape.outputs }, (_, y) =>
        shape.biasAt === null ? 0 : (parameters[shape.biasAt + (y % shape.outputs)] as number),
      );
      products(shape, count, ({ x, w, y }) => {
        expected[y] = (expected[y] as number) + (values[x] as number) * (parameters[2 + w] as number);
      });
      const into = placementOf(positions * shape.outputs);
      const kernel = convolution(shape, into, [{ layer: { kind: 'relu' }, key: 0 }], true);
      const room = new Float32Array(count * into.stride).fill(9);
      const [found] = await run(kernel, { count }, values, parameters, room);
      const rectified = expected.map((value) => Math.max(value, 0));
      expect(relativeError(found as Float32Array, lay(rectified, into, count)), kernel.label).toBeLessThan(TOLERANCE);
    }
  });

  it('has its gradient by the input', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const { shape, positions, parameters, normals } = drawCase(index, batch);
      const gradient = normals(batch * positions * shape.outputs);
      const expected = new Float64Array(batch * positions * shape.inputs);
      products(shape, count, ({ x, w, y }) => {
        expected[x] = (expected[x] as number) + (gradient[y] as number) * (parameters[2 + w] as number);
      });
      const kernel = convolutionInputGradient(shape);
      const [found] = await run(kernel, { count }, gradient, parameters, new Float32Array(expected.length));
      expect(relativeError(found as Float32Array, expected), kernel.label).toBeLessThan(TOLERANCE);
    }
  });
});
