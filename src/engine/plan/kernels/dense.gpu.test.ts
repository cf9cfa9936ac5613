import { describe, expect, it } from 'vitest';
import { BATCHES, draws, lay, openKernelDevice, placementOf, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { type DenseShape, dense, densePieces, denseProduct, denseSum } from './dense';

const { device, title, run } = await openKernelDevice();

function drawCase(index: number, batch: number, inputs: number) {
  const { between, normals } = draws(index);
  const units = index === 0 ? 1 : between(2, 70);
  const chain = [{ layer: { kind: 'relu' }, key: 0 }] as const;
  const [from, into] = [placementOf(inputs), placementOf(units)];
  const shape: DenseShape = { batch, inputs, units, kernelAt: 5, from, into, chain };
  return { shape, values: normals(batch * inputs), parameters: normals(5 + (inputs + 1) * units) };
}

type DenseCase = ReturnType<typeof drawCase>;

/** `[beat, unit]`, laid. */
function reference({ shape, values, parameters }: DenseCase, count: number): Float32Array {
  const { inputs, units, into } = shape;
  const outputs = Float64Array.from({ length: count * units }, (_, index) => {
    const [beat, unit] = [Math.floor(index / units), index % units];
    let sum = parameters[5 + inputs * units + unit] as number;
    for (let input = 0; input < inputs; input++)
      sum += (values[beat * inputs + input] as number) * (parameters[5 + input * units + unit] as number);
    return Math.max(sum, 0);
  });
  return lay(outputs, into, count);
}

describe.skipIf(!device)(title('dense'), () => {
  it('multiplies, adds the bias and rectifies, over random shapes', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const drawn = drawCase(index, batch, draws(index).between(1, 70));
      const { shape, values, parameters } = drawn;
      const room = new Float32Array(count * shape.into.stride).fill(9);
      const [found] = await run(dense(shape, true), { count }, lay(values, shape.from, batch), parameters, room);
      expect(relativeError(found as Float32Array, reference(drawn, count))).toBeLessThan(TOLERANCE);
    }
  });

  it('does so for a wide layer in pieces', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const drawn = drawCase(index, batch, draws(index).between(129, 500));
      const { shape, values, parameters } = drawn;
      const products = new Float32Array(densePieces(shape) * batch * shape.units);
      expect(densePieces(shape)).toBeGreaterThan(2);
      const laid = lay(values, shape.from, batch);
      const [pieces] = await run(denseProduct(shape), { count }, laid, parameters, products);
      const room = new Float32Array(count * shape.into.stride).fill(9);
      const [found] = await run(denseSum(shape, true), { count }, pieces as Float32Array, parameters, room);
      expect(relativeError(found as Float32Array, reference(drawn, count))).toBeLessThan(TOLERANCE);
    }
  });
});
