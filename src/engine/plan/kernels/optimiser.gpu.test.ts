import { describe, expect, it } from 'vitest';
import { draws, openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../../adam';
import { relativeError } from '../../relative-error';
import { GradientPieces } from '../gradient-pieces';
import { adam, collectGradient, squaredNorms, squaredNormsSize } from './optimiser';

const { device, title, run } = await openKernelDevice();

describe.skipIf(!device)(title('optimiser'), () => {
  it('collects every gradient from its pieces', async () => {
    const rooms = new GradientPieces(100);
    rooms.take({ offset: 70 }, 30, 1);
    rooms.take({ offset: 0 }, 70, 5);
    const pieces = draws(0).normals(rooms.words);
    const expected = Float64Array.from({ length: 100 }, (_, parameter) => {
      if (parameter >= 70) return pieces[parameter - 70] as number;
      return [0, 1, 2, 3, 4].reduce((sum, piece) => sum + (pieces[30 + 70 * piece + parameter] as number), 0);
    });
    const [found] = await run(collectGradient(100), { count: 1 }, rooms.table(), pieces, new Float32Array(100));
    expect(relativeError(found as Float32Array, expected)).toBeLessThan(TOLERANCE);
  });

  it('measures the gradient and takes a step of Adam, clipped and not', async () => {
    for (const [index, parameters] of [1, 77, 3000].entries()) {
      const { normals } = draws(index);
      const stretches = [
        { from: 0, length: parameters },
        { from: Math.floor(parameters / 3), length: Math.ceil(parameters / 2) },
      ];
      const [gradient, weights, first] = [normals(parameters), normals(parameters), normals(parameters)];
      const second = normals(parameters).map(Math.abs);
      const energies = stretches.map(({ from, length }) =>
        gradient.subarray(from, from + length).reduce((sum, slope) => sum + slope * slope, 0),
      ) as [number, number];
      const [rate, decay, clip] = [0.01, 0.001, index === 1 ? 2 : 0];
      const room = new Float32Array(squaredNormsSize(stretches));
      const [norms] = await run(squaredNorms(stretches), { count: 1, clip }, gradient, room);

      const shortened = clip > 0 ? Math.min(clip / Math.sqrt(energies[0]), 1) : 1;
      const m = first.map((each, at) => each * FIRST_DECAY + (gradient[at] as number) * shortened * (1 - FIRST_DECAY));
      const v = second.map(
        (each, at) => each * SECOND_DECAY + ((gradient[at] as number) * shortened) ** 2 * (1 - SECOND_DECAY),
      );
      const moved = weights.map(
        (each, at) => each - ((m[at] as number) / (Math.sqrt(v[at] as number) + EPSILON)) * rate - each * decay,
      );
      const state = [weights, first, second, Float32Array.of(4, 5, 6)];
      const kernel = adam(parameters, 1);
      const found = await run(kernel, { count: 1, rate, decay, clip }, gradient, norms as Float32Array, ...state);
      const expected = [moved, m, v, [4, 5, 6 + energies[1]]];
      found.forEach((each, which) => {
        expect(relativeError(each, expected[which] as ArrayLike<number>)).toBeLessThan(TOLERANCE);
      });
    }
  });
});
