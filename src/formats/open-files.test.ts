import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../tests/fixtures/memory-file';
import { specimens } from '../../tests/fixtures/specimens';
import type { Problem } from '../domain/problem';
import type { Recording } from '../domain/recording';
import { nodeHdf5 } from '../headless/node-hdf5';
import { openFiles } from './open-files';
import type { SourceFile } from './source-file';

interface Opened {
  readonly found: readonly number[];
  readonly recordings: readonly Recording[];
  readonly problems: readonly Problem[];
}

const hdf5 = nodeHdf5();

async function open(files: readonly SourceFile[], signal?: AbortSignal): Promise<Opened> {
  const found: number[] = [];
  const recordings: Recording[] = [];
  const problems: Problem[] = [];
  await openFiles(
    files,
    { samplingRateHz: { '*': 250 }, hdf5 },
    {
      onFound: (total) => found.push(total),
      onRecording: (recording) => recordings.push(recording),
      onProblem: (problem) => problems.push(problem),
    },
    signal,
  );
  return { found, recordings, problems };
}

const CSV = 'time (s),ECG (mV)\n0,1\n0.004,2\n0.008,3\n';

async function specimen(format: string): Promise<readonly SourceFile[]> {
  const found = (await specimens()).find((each) => each.format === format);
  if (!found) throw new Error(`no specimen of ${format}`);
  return found.files;
}

describe('openFiles', () => {
  it('opens all formats and containers together, and tells their number first', async () => {
    const all = await specimens();
    const { found, recordings, problems } = await open(all.flatMap(({ files }) => files));
    expect(problems).toEqual([]);
    expect(found).toEqual([all.length]);
    // A ZIP holds a WFDB record; a file may hold several recordings.
    const expected = new Set(all.map(({ format }) => (format === 'zip' ? 'wfdb' : format)));
    expect(new Set(recordings.map(({ format }) => format))).toEqual(expected);
    expect(recordings.length).toBeGreaterThanOrEqual(all.length);
    expect(new Set(recordings.map(({ id }) => id)).size).toBe(recordings.length);
  });

  it('goes on after a bad file', async () => {
    const { recordings, problems } = await open([
      memoryFile('bad.csv', 'some,words\nand,more\n'),
      memoryFile('bad.hea', 'bad 1 250 10\nbad.dat 213 200'),
      memoryFile('bad.dat', 'x'),
      memoryFile('bad.zip', 'no ZIP'),
      memoryFile('good.csv', CSV),
    ]);
    expect(recordings.map(({ id }) => id)).toEqual(['good']);
    expect(problems.map(({ code, file }) => `${file} ${code}`).sort()).toEqual([
      'bad.csv csv-no-numbers',
      'bad.hea wfdb-format-unsupported',
      'bad.zip zip-damaged',
    ]);
  });

  it('tells of files that nobody knows in one sentence, and of empty ones in another', async () => {
    const { found, problems } = await open([
      memoryFile('a.xyz', 'x'),
      memoryFile('b.xyz', 'x'),
      memoryFile('c', 'x'),
      memoryFile('d.bin', ''),
    ]);
    expect(found).toEqual([0]);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['file-empty', 'd.bin'],
      ['format-unknown', 'a.xyz, b.xyz, c'],
    ]);
    expect(problems[1]?.found).toBe('3 files of another kind (.xyz, no extension)');
  });

  it('is silent about what usually lies beside records, but not where nothing else is found', async () => {
    const companions = [
      'README',
      'README.md',
      'RECORDS',
      'ANNOTATORS',
      'SHA256SUMS.txt',
      'SOURCE.md',
      'a/index.html',
    ].map((path) => memoryFile(path, 'words'));
    const junk = [memoryFile('.DS_Store', 'x'), memoryFile('__MACOSX/._a.csv', 'x'), memoryFile('._b.csv', 'x')];
    const withRecord = await open([...companions, ...junk, memoryFile('a.csv', CSV)]);
    expect(withRecord.problems).toEqual([]);
    const alone = await open([...companions, ...junk]);
    expect(alone.problems.map(({ code }) => code)).toEqual(['format-unknown']);
  });

  it('says that an empty CSV and no files at all are empty', async () => {
    expect((await open([memoryFile('a.csv', '')])).problems.map(({ code }) => code)).toEqual(['file-empty']);
    expect((await open([])).problems.map(({ code }) => code)).toEqual(['no-files']);
  });

  it('gives two recordings of one path ids of their own and keeps them one subject', async () => {
    const { recordings } = await open([memoryFile('a.csv', CSV), memoryFile('a.tsv', CSV.replaceAll(',', '\t'))]);
    expect(recordings.map(({ id, subject }) => [id, subject])).toEqual([
      ['a', 'a'],
      ['a (2)', 'a'],
    ]);
  });

  it('opens a ZIP by its content, and reports one file of it without losing the others', async () => {
    const record = await specimen('wfdb');
    const entries: Record<string, Uint8Array> = { 'bad.csv': new TextEncoder().encode('x,y\nz,w\n') };
    for (const file of record) entries[file.path] = await file.read();
    const { recordings, problems } = await open([memoryFile('download', zipSync(entries))]);
    expect(recordings.map(({ id }) => id)).toEqual(['download/made-up/100']);
    expect(problems.map(({ file }) => file)).toEqual(['download/bad.csv']);
  });

  it('reports a file that cannot be read from its disk, and goes on', async () => {
    const unreadable: SourceFile = {
      path: 'gone.csv',
      size: 10,
      read: () => Promise.reject(new Error('the disk is gone')),
    };
    const { recordings, problems } = await open([unreadable, memoryFile('a.csv', CSV)]);
    expect(recordings).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'lab-defect', file: 'gone.csv', found: 'the disk is gone' }]);
  });

  it('stops between recordings when it is aborted', async () => {
    const abort = new AbortController();
    const recordings: string[] = [];
    const opening = openFiles(
      [memoryFile('a.csv', CSV), memoryFile('b.csv', CSV)],
      { samplingRateHz: {} },
      {
        onFound: () => undefined,
        onRecording: ({ id }) => {
          recordings.push(id);
          abort.abort(new Error('enough'));
        },
        onProblem: () => undefined,
      },
      abort.signal,
    );
    await expect(opening).rejects.toThrow('enough');
    expect(recordings).toEqual(['a']);
  });
});
