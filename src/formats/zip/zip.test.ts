import { crc32 as nodeCrc32 } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { LabError, type Problem } from '../../domain/problem';
import { createRandom } from '../../domain/random';
import { crc32 } from '../../signals/crc32';
import type { SourceFile } from '../source-file';
import { zip } from '.';

const TEXT = new TextEncoder().encode('one two three '.repeat(500));
const random = createRandom(1);
const NOISE = Uint8Array.from({ length: 100_000 }, () => random.integer(256));

function archive(entries: Parameters<typeof zipSync>[0]): Uint8Array {
  return zipSync(entries, { mtime: '2000-01-01' });
}

async function problemOf(action: Promise<unknown>): Promise<Problem> {
  const thrown = await action.catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw thrown;
  return thrown.problem;
}

const expand = (bytes: Uint8Array): Promise<readonly SourceFile[]> => zip.expand(memoryFile('x.zip', bytes));

/** The bytes of `bytes` with 32 or 16 bits overwritten at each place where `mark` stands. */
function patched(bytes: Uint8Array, mark: number, offset: number, value: number, width: 16 | 32 = 32): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 46 <= copy.length; at++) {
    if (view.getUint32(at, true) !== mark) continue;
    if (width === 32) view.setUint32(at + offset, value, true);
    else view.setUint16(at + offset, value, true);
  }
  return copy;
}
const DIRECTORY_ENTRY = 0x02014b50;

describe('the ZIP container', () => {
  it('knows a ZIP by name and by content', async () => {
    const bytes = archive({ a: TEXT });
    expect(await zip.recognises(memoryFile('x.ZIP', ''))).toBe(true);
    expect(await zip.recognises(memoryFile('renamed.bin', bytes))).toBe(true);
    expect(await zip.recognises(memoryFile('a.csv', 'PK,1'))).toBe(false);
    expect(await zip.recognises(memoryFile('empty', ''))).toBe(false);
  });

  it('unpacks stored and deflated files, whole and in part, below its own path', async () => {
    const files = await expand(archive({ 'in/text.txt': TEXT, 'in/noise': [NOISE, { level: 0 }], 'in/packed': NOISE }));
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['x.zip/in/text.txt', TEXT.length],
      ['x.zip/in/noise', NOISE.length],
      ['x.zip/in/packed', NOISE.length],
    ]);
    const [text, noise, again] = files as [SourceFile, SourceFile, SourceFile];
    expect(await text.read()).toEqual(TEXT);
    expect(await text.read(0, 7)).toEqual(TEXT.subarray(0, 7));
    expect(await text.read(5, 100)).toEqual(TEXT.subarray(5, 100));
    expect(await text.read(0, 10 ** 9)).toEqual(TEXT);
    expect(await noise.read()).toEqual(NOISE);
    expect(await noise.read(99_990)).toEqual(NOISE.subarray(99_990));
    expect(await again.read()).toEqual(NOISE);
  });

  it('makes names harmless and leaves junk and folders out', async () => {
    const entries = { '../../up.hea': TEXT, '/root.dat': TEXT, 'C:\\win\\a.csv': TEXT, 'dir/': new Uint8Array(0) };
    const junk = { '__MACOSX/._up.hea': TEXT, 'dir/.DS_Store': TEXT };
    const files = await expand(archive({ ...entries, ...junk }));
    expect(files.map(({ path }) => path)).toEqual(['x.zip/up.hea', 'x.zip/root.dat', 'x.zip/win/a.csv']);
  });
});

describe('the ZIP container refuses', () => {
  const deflated = archive({ 'a.txt': TEXT, 'b.txt': TEXT });

  it.each([
    ['an encrypted file', patched(deflated, DIRECTORY_ENTRY, 8, 1, 16), 'zip-encrypted'],
    ['an unknown method', patched(deflated, DIRECTORY_ENTRY, 10, 12, 16), 'zip-method-unsupported'],
    ['zip64', patched(deflated, DIRECTORY_ENTRY, 24, 0xffffffff), 'zip-zip64'],
    ['files that overlap', patched(deflated, DIRECTORY_ENTRY, 42, 0), 'zip-bomb'],
    ['a cut end', deflated.subarray(0, deflated.length - 9), 'zip-damaged'],
    ['something else by the name of a ZIP', TEXT, 'zip-damaged'],
    [
      'a stored file of two sizes',
      patched(archive({ a: [TEXT, { level: 0 }] }), DIRECTORY_ENTRY, 24, 5),
      'zip-damaged',
    ],
    ['nothing in it', archive({}), 'zip-empty'],
    ['nothing but a ZIP in it', archive({ 'inner.zip': deflated }), 'zip-nested'],
  ])('%s', async (_, bytes, code) => {
    expect(await problemOf(expand(bytes))).toMatchObject({ code, file: 'x.zip' });
  });

  it('a wrong CRC-32, naming the file, and only when that file is read', async () => {
    const [first] = (await expand(patched(deflated, DIRECTORY_ENTRY, 16, 0xdeadbeef))) as [SourceFile];
    const problem = await problemOf(first.read());
    expect(problem).toMatchObject({ code: 'zip-damaged', file: 'x.zip/a.txt', field: 'CRC-32', expected: 'deadbeef' });
  });

  it('damaged packed data', async () => {
    const bytes = archive({ a: NOISE }).slice();
    bytes.fill(0xff, 40, 300);
    const [first] = (await expand(bytes)) as [SourceFile];
    expect((await problemOf(first.read())).code).toBe('zip-damaged');
  });

  it.each([
    ['fewer', TEXT.length - 1],
    ['more', TEXT.length + 1],
  ])('a file that unpacks to %s bytes than stated', async (_, size) => {
    const [first] = (await expand(patched(deflated, DIRECTORY_ENTRY, 24, size))) as [SourceFile];
    expect(await problemOf(first.read())).toMatchObject({ code: 'zip-damaged', field: 'unpacked size' });
  });

  it('too many files', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`f${index}`, new Uint8Array(0)]));
    expect(await problemOf(expand(archive(many)))).toMatchObject({ code: 'zip-bomb', field: 'number of files' });
  });
});

describe('a ZIP bomb', () => {
  const zeros = archive({ bomb: new Uint8Array(256 * 2 ** 20) });

  /** In time of the processor, which a busy machine does not lengthen; the least of three, as the first one compiles. */
  async function timed(action: () => Promise<unknown>): Promise<{ problem: Problem; milliseconds: number }> {
    const runs: { problem: Problem; milliseconds: number }[] = [];
    for (let run = 0; run < 3; run++) {
      const before = process.cpuUsage();
      const problem = await problemOf(action());
      const { user, system } = process.cpuUsage(before);
      runs.push({ problem, milliseconds: (user + system) / 1000 });
    }
    return runs.reduce((best, run) => (run.milliseconds < best.milliseconds ? run : best));
  }

  it('that states its size is refused in under 200 ms, unopened', async () => {
    const { problem, milliseconds } = await timed(() => expand(zeros));
    expect(problem).toMatchObject({ code: 'zip-bomb', field: 'file "bomb", packing ratio' });
    expect(milliseconds).toBeLessThan(200);
  });

  it('of many files just below the ratio is refused for their sum', async () => {
    const lying = patched(archive({ a: NOISE, b: NOISE, c: NOISE }), DIRECTORY_ENTRY, 24, 24_000_000);
    expect((await expand(lying)).length).toBe(3);
    const huge = patched(
      archive(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, NOISE]))),
      DIRECTORY_ENTRY,
      24,
      24_000_000,
    );
    expect((await timed(() => expand(huge))).problem).toMatchObject({ code: 'zip-bomb', field: 'unpacked size' });
  });

  it('that lies about its size stops after the stated bytes, in under 200 ms', async () => {
    const [bomb] = (await expand(patched(zeros, DIRECTORY_ENTRY, 24, 1000))) as [SourceFile];
    const { problem, milliseconds } = await timed(() => bomb.read());
    expect(problem).toMatchObject({ code: 'zip-damaged', field: 'unpacked size', found: 'more' });
    expect(milliseconds).toBeLessThan(200);
  });
});

it('crc32 equals zlib, at every length and place', () => {
  for (const length of [0, 1, 7, 8, 9, 63, 1000]) {
    const part = NOISE.subarray(3, 3 + length);
    expect(crc32(part)).toBe(nodeCrc32(part));
  }
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
