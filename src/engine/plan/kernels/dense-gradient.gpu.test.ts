import { describe, expect, it } from 'vitest';
import { BATCHES, draws, lay, openKernelDevice, placementOf, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import type { DenseShape } from './dense';
import { denseInputGradient, denseKernelGradient, kernelGradientPieces } from './dense-gradient';

const { device, title, run } = await openKernelDevice();

function drawCase(index: number, batch: number) {
  const { between, normals } = draws(index);
  const [inputs, units] = [index === 0 ? 1 : between(2, 150), between(1, 70)];
  const [from, into] = [placementOf(inputs), placementOf(units)];
  const chain = [{ layer: { kind: 'relu' }, key: 0 }] as const;
  const shape: DenseShape = { batch, inputs, units, kernelAt: 5, from, into, chain };
  const [output, gradient] = [normals(batch * units), normals(batch * units)];
  return {
    shape,
    values: normals(batch * inputs),
    parameters: normals(5 + (inputs + 1) * units),
    output: lay(output, into, batch),
    gradient: lay(gradient, into, batch),
    /** `[beat, unit]`: what ReLU lets through. */
    passed: gradient.map((each, place) => ((output[place] as number) > 0 ? each : 0)),
  };
}

describe.skipIf(!device)(title('dense gradient'), () => {
  it('by the input', async () => {
    for (const [index, { batch, count }] of BATCHES.entries()) {
      const { shape, parameters, output, gradient, passed } = drawCase(index, batch);
      const { inputs, units, from } = shape;
      const expected = Float64Array.from({ length: count * inputs }, (_, place) => {
        const [beat, input] = [Math.floor(place / inputs), place % inputs];
        let sum = 0;
        for (let unit = 0; unit < units; unit++)
          sum += (passed[beat * units + unit] as number) * (parameters[5 + input * units + unit] as number);
        return sum;
      });
      const room = new Float32Array(count * from.stride).fill(9);
      const [found] = await run(denseInputGradient(shape), { count }, gradient, parameters, room, output);
      expect(relativeError(found as Float32Array, lay(expected, from, count))).toBeLessThan(TOLERANCE);
    }
  });

  it('by kernel and bias, in pieces', async () => {
    const cases = [...BATCHES, { batch: 150, count: 149 }];
    for (const [index, { batch, count }] of cases.entries()) {
      const { shape, values, output, gradient, passed } = drawCase(index, batch);
      const { inputs, units } = shape;
      const [size, pieces, at] = [(inputs + 1) * units, kernelGradientPieces(shape), 4];
      const expected = Float64Array.from({ length: size }, (_, place) => {
        const [input, unit] = [Math.floor(place / units), place % units];
        let sum = 0;
        for (let beat = 0; beat < count; beat++) {
          const value = input === inputs ? 1 : (values[beat * inputs + input] as number);
          sum += value * (passed[beat * units + unit] as number);
        }
        return sum;
      });
      const laid = lay(values, shape.from, batch);
      const room = new Float32Array(at + pieces * size);
      const [left] = await run(denseKernelGradient(shape, at), { count }, laid, gradient, room, output);
      const found = new Float64Array(size);
      (left as Float32Array).subarray(at).forEach((each, place) => {
        found[place % size] = (found[place % size] as number) + each;
      });
      expect(relativeError(found, expected)).toBeLessThan(TOLERANCE);
    }
  });
});
