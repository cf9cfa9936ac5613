import { expect, it } from 'vitest';
import { jointDistribution } from '../../scripts/cohort/statistics';
import { createRandom } from '../domain/random';
import { drawJointly, drawQuantile, normalDistribution, quantileAt } from './joint-distribution';

it('agrees with tabulated values of the normal distribution function', () => {
  expect(normalDistribution(0)).toBeCloseTo(0.5, 7);
  expect(normalDistribution(1.959963985)).toBeCloseTo(0.975, 6);
  expect(normalDistribution(-3)).toBeCloseTo(0.0013498980316, 6);
});

it('reads quantiles linearly and stays within them', () => {
  expect(quantileAt([1, 2, 10], 0.25)).toBe(1.5);
  expect(quantileAt([1, 2, 10], 1)).toBe(10);
  expect(quantileAt([1, 2, 10], 1.5)).toBe(10);
  const random = createRandom(3);
  const drawn = Array.from({ length: 500 }, () => drawQuantile([1, 2, 10], random));
  expect(drawn.filter((value) => value < 2).length / 500).toBeCloseTo(0.5, 1);
});

it('draws what was measured: ranges, medians and how columns vary together', () => {
  const random = createRandom(5);
  const rows = Array.from({ length: 400 }, () => {
    const common = random.normal();
    return { size: Math.exp(common), depth: -2 * common + 0.6 * random.normal(), other: random.uniform() };
  });
  const measured = jointDistribution(rows, 1);
  const draws = Array.from({ length: 2000 }, () => drawJointly(measured, random));
  const column = (name: string) => draws.map((draw) => draw(name));
  expect(Math.max(...column('size'))).toBeLessThanOrEqual(Math.max(...rows.map(({ size }) => size)) * 1.001);
  expect(column('size').filter((size) => size < 1).length / 2000).toBeCloseTo(0.5, 1);
  expect(correlation(column('size').map(Math.log), column('depth'))).toBeLessThan(-0.85);
  expect(Math.abs(correlation(column('size'), column('other')))).toBeLessThan(0.15);
  expect(() => draws[0]?.('weight')).toThrow('No column "weight" was measured.');
});

it('gives the medians at full typicality', () => {
  const measured = { columns: ['a'], measured: 9, quantiles: [[0, 1, 7, 8, 9]], loadings: [[0.5]] };
  expect(drawJointly(measured, createRandom(1), 1)('a')).toBeCloseTo(7, 6);
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cross = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, value, index) => sum + (value - mx) * ((y[index] as number) - my), 0);
  return cross(a, ma, b, mb) / Math.sqrt(cross(a, ma, a, ma) * cross(b, mb, b, mb));
}
