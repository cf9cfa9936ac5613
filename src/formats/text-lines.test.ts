import { expect, it } from 'vitest';
import { memoryFile } from '../../tests/fixtures/memory-file';
import { linesOf, type TextLine } from './text-lines';

it('numbers the lines of every slice, whatever ends them', async () => {
  const lines: TextLine[] = [];
  for await (const slice of linesOf(memoryFile('a.txt', `\ufeffa\r\nb\rc\n${'d'.repeat(5e6)}\ne`)))
    lines.push(...slice);
  expect(lines.map(({ number, text }) => `${number} ${text.slice(0, 2)}`)).toEqual([
    '1 a',
    '2 b',
    '3 c',
    '4 dd',
    '5 e',
  ]);
});

it('refuses a line without an end, which would be put together again with every slice', async () => {
  const slice = new Uint8Array(2 ** 22).fill(49);
  const file = { path: 'a.csv', size: 2 ** 32, read: async () => slice };
  await expect(async () => {
    for await (const _ of linesOf(file)) expect(_).toEqual([]);
  }).rejects.toMatchObject({ problem: { code: 'line-too-long', at: 'line 1' } });
});
