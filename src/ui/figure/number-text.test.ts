import { expect, it } from 'vitest';
import { numberText, percentText } from './number-text';

it('writes numbers with their decimals and a dash where there is none', () => {
  expect(numberText(15012, 0)).toBe('15,012');
  expect(numberText(0.6, 2)).toBe('0.60');
  expect(percentText(0.92834)).toBe('92.8');
  expect(numberText(Number.NaN, 2)).toBe('–');
});
