/** Laws that every registered file format and container keeps, whatever it is fed. */

import { beforeAll, describe, expect, it } from 'vitest';
import { type Problem, problemOf } from '../../src/domain/problem';
import { createRandom } from '../../src/domain/random';
import type { Recording } from '../../src/domain/recording';
import { openFiles } from '../../src/formats/open-files';
import { containers, formats } from '../../src/formats/registry';
import type { SourceFile } from '../../src/formats/source-file';
import { nodeHdf5 } from '../../src/headless/node-hdf5';
import { memoryFile } from '../fixtures/memory-file';
import { type Specimen, specimens } from '../fixtures/specimens';

/** Of the HDF5 library, over files that take it a few milliseconds. */
const PATIENCE_MILLISECONDS = 500;
const RATE = { samplingRateHz: { '*': 250 }, hdf5: nodeHdf5(PATIENCE_MILLISECONDS) };
const LONGEST_MILLISECONDS = 2000;
/** HDF5: a file that stops its library waits for another thread before it and for the limit after. */
const LONGEST_OF_HDF5_MILLISECONDS = 10_000;
const MUTANTS = 2000;
/** Where there are fewer, and why. */
const FEWER_MUTANTS: Readonly<Record<string, readonly [mutants: number, reason: string]>> = {
  hdf5: [1000, 'one in a hundred ends the library, and another takes a second to start'],
};
/** Beyond what the files themselves need four times over. */
const MOST_SPARE_BYTES = 64 * 2 ** 20;

interface Opened {
  readonly recordings: readonly Recording[];
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
  readonly allocatedBytes: number;
  readonly fileBytes: number;
}

async function open(files: readonly SourceFile[]): Promise<Opened> {
  const recordings: Recording[] = [];
  const problems: Problem[] = [];
  const before = process.memoryUsage().arrayBuffers;
  const start = performance.now();
  await openFiles(files, RATE, {
    onFound: () => undefined,
    onRecording: (recording) => recordings.push(recording),
    onProblem: (problem) => problems.push(problem),
  });
  return {
    recordings,
    problems,
    milliseconds: performance.now() - start,
    allocatedBytes: process.memoryUsage().arrayBuffers - before,
    fileBytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}

/** What must hold of anything that was opened, damaged or not. */
function expectSound({ recordings, problems, milliseconds, allocatedBytes, fileBytes }: Opened, what: string): void {
  const isHdf5 = [...recordings.map(({ format }) => format), ...problems.map(({ code }) => code)].some((text) =>
    text.startsWith('hdf5'),
  );
  expect(milliseconds, what).toBeLessThan(isHdf5 ? LONGEST_OF_HDF5_MILLISECONDS : LONGEST_MILLISECONDS);
  expect(allocatedBytes, `${what}: memory`).toBeLessThan(4 * fileBytes + MOST_SPARE_BYTES);
  expect(recordings.length + problems.length, `${what}: neither a recording nor a problem`).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem.code, `${what}: ${problem.message}`).not.toBe('lab-defect');
    expect(problem.message, what).not.toMatch(/\n|undefined|\[object/);
    expect(problem.fix, what).not.toBe('');
  }
  for (const recording of recordings) expectSoundRecording(recording, what);
}

function expectSoundRecording({ leads, annotations, annotationRateHz, warnings }: Recording, what: string): void {
  expect(leads.length, what).toBeGreaterThan(0);
  for (const lead of leads) {
    expect(lead.samplingRateHz > 0 && Number.isFinite(lead.samplingRateHz), `${what}: rate`).toBe(true);
    expect(lead.gain !== 0 && Number.isFinite(lead.gain), `${what}: gain`).toBe(true);
    expect(Number.isFinite(lead.baseline), `${what}: baseline`).toBe(true);
  }
  const seconds = Math.max(...leads.map(({ digital, samplingRateHz }) => digital.length / samplingRateHz));
  let before = 0;
  for (const { sample } of annotations) {
    expect(sample >= before && sample <= seconds * annotationRateHz, `${what}: annotation at ${sample}`).toBe(true);
    before = sample;
  }
  for (const warning of warnings) expect(warning, what).not.toMatch(/\n|undefined|\[object/);
}

/** The files with one of them changed. */
async function withOne(
  files: readonly SourceFile[],
  index: number,
  change: (bytes: Uint8Array) => Uint8Array,
): Promise<readonly SourceFile[]> {
  const file = files[index] as SourceFile;
  const changed = memoryFile(file.path, change((await file.read()).slice()));
  return files.map((each, position) => (position === index ? changed : each));
}

const all: Specimen[] = [];
beforeAll(async () => {
  all.push(...(await specimens()));
});
const of = (id: string): Specimen[] => all.filter(({ format }) => format === id);

describe.each([...formats.ids, ...containers.ids])('%s', (id) => {
  it('opens its specimens without a word', async () => {
    expect(of(id).length).toBeGreaterThan(0);
    for (const { files, name } of of(id)) {
      const opened = await open(files);
      expectSound(opened, name);
      expect(opened.problems, name).toEqual([]);
      expect(opened.recordings.length, name).toBeGreaterThan(0);
    }
  });

  it('survives every file of them cut anywhere', async () => {
    for (const { files, name } of of(id)) {
      for (const [index, { size, path }] of files.entries()) {
        const step = Math.max(1, Math.floor(size / 60));
        for (let length = 0; length < size; length += step) {
          const opened = await open(await withOne(files, index, (bytes) => bytes.subarray(0, length)));
          expectSound(opened, `${name}: ${path} cut at ${length}`);
        }
      }
    }
  });

  const [mutants, reason] = FEWER_MUTANTS[id] ?? [MUTANTS];
  it(`survives ${mutants} seeded mutants${reason ? ` (not ${MUTANTS}: ${reason})` : ''}`, async () => {
    const random = createRandom(20260101);
    const specimensOfIt = of(id);
    for (let mutant = 0; mutant < mutants; mutant++) {
      const { files, name } = specimensOfIt[mutant % specimensOfIt.length] as Specimen;
      const index = random.integer(files.length);
      const changed = await withOne(files, index, (bytes) => mutate(bytes, random.integer));
      expectSound(await open(changed), `${name}: mutant ${mutant}`);
    }
  });

  it('survives any one of its files left out', async () => {
    for (const { files, name } of of(id)) {
      for (const [index, { path }] of files.entries()) {
        if (files.length === 1) continue;
        expectSound(await open(files.filter((_, position) => position !== index)), `${name} without ${path}`);
      }
    }
  });
});

describe.each(formats.ids)('%s', (id) => {
  it('claims nothing of the others, and each of its own files once', async () => {
    const reader = await formats.load(id);
    expect(reader.id).toBe(id);
    // Any table is a CSV, which is offered only what all others have left.
    const before = id === 'csv' ? formats.ids.slice(0, formats.ids.indexOf(id)) : [];
    const foreign = all
      .filter(({ format }) => format !== id && format !== 'zip' && !before.includes(format))
      .flatMap(({ files }) => files);
    const plain = [
      memoryFile('README.md', 'words'),
      memoryFile('a/photo.jpg', Uint8Array.of(0xff, 0xd8, 0xff)),
      memoryFile('empty', ''),
    ];
    expect(await reader.claim([...foreign, ...plain])).toEqual([]);
    for (const { files, name } of of(id)) {
      const claims = await reader.claim([...files, ...plain]);
      expect(claims.flatMap((claim) => claim.files.map(({ path }) => path)).sort(), name).toEqual(
        files.map(({ path }) => path).sort(),
      );
    }
  });

  it('reads the same twice, and throws nothing but problems', async () => {
    const reader = await formats.load(id);
    for (const { files } of of(id)) {
      const [claim] = await reader.claim(files);
      if (!claim) throw new Error('nothing claimed');
      expect(await reader.read(claim, RATE)).toEqual(await reader.read(claim, RATE));
      const emptied = { ...claim, files: claim.files.map(({ path }) => memoryFile(path, '')) };
      const thrown = await reader.read(emptied, RATE).catch((error: unknown) => error);
      expect(problemOf(thrown).code).not.toBe('lab-defect');
    }
  });
});

/** One to four changes: a flipped bit, a random byte, a run removed, a run repeated, digits blown up. */
function mutate(bytes: Uint8Array, below: (limit: number) => number): Uint8Array {
  let mutant = bytes;
  for (let change = below(4); change >= 0 && mutant.length > 0; change--) {
    const at = below(mutant.length);
    const end = Math.min(mutant.length, at + 1 + below(8));
    const kind = below(5);
    if (kind === 0) mutant[at] = (mutant[at] as number) ^ (1 << below(8));
    else if (kind === 1) mutant[at] = below(256);
    else if (kind === 2) mutant = joined(mutant.subarray(0, at), mutant.subarray(end));
    else if (kind === 3) mutant = joined(mutant.subarray(0, end), mutant.subarray(at));
    else mutant = joined(mutant.subarray(0, at), new TextEncoder().encode('99999999'), mutant.subarray(at));
  }
  return mutant;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
