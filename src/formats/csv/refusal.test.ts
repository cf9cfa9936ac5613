import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { problemOf, readText, rowsOf } from '../../../tests/fixtures/read-csv';
import { LabError } from '../../domain/problem';
import { csv } from '.';

describe('the CSV reader refuses', () => {
  it.each([
    ['words', 'name,city\nAda,London\n', 'csv-no-numbers', 'line 2', 'column 1'],
    ['one line of words', 'hello', 'csv-no-numbers', 'line 1', 'column 1'],
    ['a word among numbers', 'I,II\n1,2\n3,oops\n4,5\n', 'csv-cell-not-a-number', 'line 3', 'column 2'],
    ['a word in the first row', 'I,II\noops,2\n3,4\n', 'csv-cell-not-a-number', 'line 2', 'column 1'],
    ['a row too short', 'I;II\n1;2\n3\n4;5\n', 'csv-ragged', 'line 3', 'column 2'],
    ['a row too long', 'I;II\n1;2\n3;4\n4;5;6\n', 'csv-ragged', 'line 4', 'column 3'],
    ['blank lines only', '\n\n\n', 'csv-no-numbers', 'line 1', 'column 1'],
    ['symbols only', 'beat,time (s)\nN,0.1\nN,0.2\n', 'csv-no-lead', '', 'columns'],
    [
      'one beat a row',
      rowsOf(5, () => Array.from({ length: 188 }, () => '0.1').join(',')),
      'csv-too-wide',
      '',
      'columns',
    ],
  ])('%s', async (_, text, code, at, field) => {
    expect(await problemOf(text, 250)).toMatchObject({ code, at, field, file: 'a.csv' });
  });

  it('an empty file, a binary one and UTF-16', async () => {
    expect(await problemOf('')).toMatchObject({ code: 'file-empty', found: '0 bytes' });
    const binary = Uint8Array.from([...new TextEncoder().encode('1,2\n'), 0, 7]);
    expect(await problemOf(binary)).toMatchObject({ code: 'csv-binary', at: 'byte 4' });
    expect((await problemOf(Uint8Array.of(0xff, 0xfe, 49, 0))).code).toBe('csv-utf16');
  });

  it.each([
    ['digits', `${'1'.repeat(60_000)}x\n1\n`],
    ['a heading of underscores', `${'_'.repeat(30_000)}(,b\n1,2\n`],
    ['a heading of blanks', `a(${' '.repeat(30_000)},b\n1,2\n`],
    ['tabs', `unit${'\t'.repeat(60_000)}\n1\n`],
    ['quotes', `${"'".repeat(60_000)}\n1\n`],
  ])('nothing slowly: a very long line of %s', async (_, text) => {
    const start = process.cpuUsage();
    await readText(text, 250).catch((error: unknown) => expect(error).toBeInstanceOf(LabError));
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });

  it('nothing that is not its own: prose, pictures and headers of other formats', async () => {
    const foreign = [
      memoryFile('README.txt', 'This is a data set.\nIt has 3 parts.\n'),
      memoryFile('a.hea', '100 2 360'),
      memoryFile('a.txt', Uint8Array.of(0, 1, 2)),
      memoryFile('empty.txt', ''),
    ];
    expect(await csv.claim(foreign)).toEqual([]);
  });
});
