import { zipSync } from 'fflate';
import { beforeEach, expect, it, vi } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { createRandom } from '../../domain/random';
import type { SourceFile } from '../source-file';
import { zip } from '.';

const inflated = vi.hoisted(() => ({ bytes: 0 }));

/** The real inflater, whose bytes are counted. */
vi.mock('fflate', async (original) => {
  const fflate = await original<typeof import('fflate')>();
  class Inflate extends fflate.Inflate {
    constructor(onData: import('fflate').FlateStreamHandler) {
      super((chunk, final) => {
        inflated.bytes += chunk.length;
        onData(chunk, final);
      });
    }
  }
  return { ...fflate, Inflate };
});

const random = createRandom(5);
/** Packs about 2 to 1, as ECG does. */
const SIGNAL = Uint8Array.from({ length: 3_000_000 }, () => random.integer(16));
const NOTES = Uint8Array.from({ length: 50_000 }, () => random.integer(16));
const SLICE = 100_000;

async function opened(stored = false): Promise<{ signal: SourceFile; notes: SourceFile; longest: () => number }> {
  const level = stored ? 0 : 6;
  const archive = memoryFile('x.zip', zipSync({ 'a.dat': [SIGNAL, { level }], 'a.atr': [NOTES, { level }] }));
  let longest = 0;
  const watched: SourceFile = {
    ...archive,
    read: (from = 0, to = archive.size) => {
      longest = Math.max(longest, to - from);
      return archive.read(from, to);
    },
  };
  const [signal, notes] = (await zip.expand(watched)) as [SourceFile, SourceFile];
  longest = 0;
  return { signal, notes, longest: () => longest };
}

async function readInSlices(file: SourceFile, between: (at: number) => Promise<unknown> = async () => {}) {
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += SLICE) {
    bytes.set(await file.read(at, Math.min(file.size, at + SLICE)), at);
    await between(at);
  }
  return bytes;
}

/** Not `toEqual`, which takes a minute for three million bytes. */
const expectSame = (bytes: Uint8Array, expected: Uint8Array): void =>
  expect(Buffer.compare(bytes, expected), `${bytes.length} bytes`).toBe(0);

beforeEach(() => {
  inflated.bytes = 0;
});

it.each([
  ['deflated', false],
  ['stored', true],
])('reads a %s entry in slices as it is', async (_, stored) => {
  const { signal, longest } = await opened(stored);
  expectSame(await readInSlices(signal), SIGNAL);
  expect(longest()).toBeLessThanOrEqual(2 ** 18);
});

it('inflates each byte once for slices that follow each other, with another entry in between', async () => {
  const { signal, notes } = await opened();
  expectSame(await readInSlices(signal, (at) => (at === 0 ? notes.read() : Promise.resolve())), SIGNAL);
  expect(inflated.bytes).toBe(SIGNAL.length + NOTES.length);
});

it('goes on behind a head that was looked at, over a gap, and begins anew only backwards', async () => {
  const { signal } = await opened();
  expect(await signal.read(0, 10)).toEqual(SIGNAL.subarray(0, 10));
  expect(await signal.read(2_000_000, 2_000_010)).toEqual(SIGNAL.subarray(2_000_000, 2_000_010));
  const forwards = inflated.bytes;
  expect(forwards).toBeGreaterThanOrEqual(2_000_010);
  expect(forwards).toBeLessThan(2_000_010 + 2 ** 17);
  expect(await signal.read(5, 15)).toEqual(SIGNAL.subarray(5, 15));
  expect(inflated.bytes - forwards).toBeLessThan(2 ** 17);
});

it('answers reads that are asked for at the same time, whatever their order', async () => {
  const { signal } = await opened();
  const places = [500_000, 0, 2_900_000, 100];
  const parts = await Promise.all(places.map((at) => signal.read(at, at + 1000)));
  parts.forEach((part, index) => {
    const at = places[index] as number;
    expectSame(part, SIGNAL.subarray(at, at + 1000));
  });
});
