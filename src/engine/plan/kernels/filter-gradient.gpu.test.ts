import { describe, expect, it } from 'vitest';
import { BATCHES, draws, openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { type ConvolutionShape, paddingBefore } from './convolution';
import { filterGradient, filterGradientPieces, filterGradientSize } from './filter-gradient';

const { device, title, run } = await openKernelDevice();

/** `[tap x in (+ 1), out]`: for each weight the sum over batch and positions of what it multiplies times the gradient. */
function reference(shape: ConvolutionShape, count: number, values: Float32Array, gradient: Float32Array) {
  const { rows, columns, inputs, outputs, window } = shape;
  const [top, left] = paddingBefore(window);
  return Float64Array.from({ length: filterGradientSize(shape) }, (_, weight) => {
    const [tap, out] = [Math.floor(weight / outputs), weight % outputs];
    const down = Math.floor(tap / inputs / window[1]) - top;
    const right = (Math.floor(tap / inputs) % window[1]) - left;
    let sum = 0;
    for (let position = 0; position < count * rows * columns; position++) {
      const [row, column] = [(Math.floor(position / columns) % rows) + down, (position % columns) + right];
      const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
      const x = (position + down * columns + right) * inputs + (tap % inputs);
      const isBias = tap === window[0] * window[1] * inputs;
      const value = isBias ? 1 : isInside ? (values[x] as number) : 0;
      sum += value * (gradient[position * outputs + out] as number);
    }
    return sum;
  });
}

describe.skipIf(!device)(title('filter gradient'), () => {
  it('adds up, in pieces, what each weight multiplies', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const { between, normals } = draws(index);
      const isSignal = index % 2 === 1;
      const shape: ConvolutionShape = {
        batch,
        rows: isSignal ? 1 : between(2, 6),
        columns: index === 3 ? 150 : between(1, 9),
        inputs: index === 0 ? 1 : between(1, 5),
        outputs: between(1, 10),
        window: isSignal ? [1, between(1, 8)] : [between(1, 4), between(1, 4)],
        filterAt: 0,
        biasAt: isSignal ? 0 : null,
      };
      const values = normals(batch * shape.rows * shape.columns * shape.inputs);
      const gradient = normals(batch * shape.rows * shape.columns * shape.outputs);
      const [size, pieces, at] = [filterGradientSize(shape), filterGradientPieces(shape), 4];
      const kernel = filterGradient(shape, at);
      const [left] = await run(kernel, { count }, values, gradient, new Float32Array(at + pieces * size));
      const found = Float64Array.from({ length: size }, (_, weight) =>
        (left as Float32Array)
          .subarray(at)
          .reduce((sum, each, place) => (place % size === weight ? sum + each : sum), 0),
      );
      expect(relativeError(found, reference(shape, count, values, gradient)), kernel.label).toBeLessThan(TOLERANCE);
    }
  });
});
