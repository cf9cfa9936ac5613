import { expect, it } from 'vitest';
import { annotationsOf } from './annotate';

const marked = (symbols: string, base = '(N') =>
  annotationsOf(
    [...symbols].map((symbol, index) => ({ sample: 300 * (index + 1), symbol })),
    base,
  )
    .map(({ symbol, text }) => (symbol === '+' ? text : symbol))
    .join('');

it('marks the base rhythm once where nothing changes', () => {
  expect(marked('NNNN')).toBe('(NNNNN');
  expect(marked('NNVNN', '(AFIB')).toBe('(AFIBNNVNN');
});

it('marks runs of three and bigeminy, and the return to the base rhythm', () => {
  expect(marked('NVVVNN')).toBe('(NN(VTVVV(NNN');
  expect(marked('NVVN')).toBe('(NNVVN');
  expect(marked('NAaAN')).toBe('(NN(SVTAAaA(NN');
  expect(marked('NVNVNVNN')).toBe('(NN(BVNVNV(NNN');
});

it('puts a mark a tenth of a second before its beat and never before the start', () => {
  const annotations = annotationsOf(
    [{ sample: 20, symbol: 'N' }, ...[300, 600, 900].map((sample) => ({ sample, symbol: 'V' }))],
    '(N',
  );
  expect(annotations.filter(({ symbol }) => symbol === '+').map(({ sample }) => sample)).toEqual([0, 264]);
});
