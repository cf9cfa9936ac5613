import { expect, it } from 'vitest';
import { butterworthBandPass } from './butterworth';
import { notchFilter } from './notch';
import { settlingSamples } from './settling';
import { filterZeroPhase } from './zero-phase';

it.each([
  ['a pole on the real axis', Float64Array.of(1, 0, 0, 1, -0.5, 0), 0.001, 10],
  ['a pair of complex poles', Float64Array.of(1, 0, 0, 1, 0, 0.25), 0.001, 10],
  ['the slower of two sections', Float64Array.of(1, 0, 0, 1, -0.5, 0, 1, 0, 0, 1, 0.1, 0), 0.001, 10],
])('counts by %s', (_, sections, share, samples) => {
  expect(settlingSamples(sections, share)).toBe(samples);
});

it.each([
  ['the band-pass of the lab', butterworthBandPass(2, 0.5, 40, 360)],
  ['one of high order', butterworthBandPass(5, 0.5, 40, 360)],
  ['a notch', notchFilter(50, 360)],
])('leaves nothing of a step behind it: %s', (_, sections) => {
  const settled = settlingSamples(sections, Number.EPSILON);
  const quiet = new Float64Array(settled + 1000);
  const stepped = quiet.slice().fill(1, 0, 10);
  const rest = filterZeroPhase(sections, stepped).subarray(10 + settled);
  expect(Math.max(...rest.map(Math.abs))).toBeLessThan(1e-11);
});
