import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { hdf5 } from '.';
import { withMemoryLimit } from './memory-limit';
import type { Answer, Hdf5Library } from './question';
import { type FromWorker, Hdf5Supervisor, type StartWorker } from './supervisor';

const ANSWER: Answer = { kind: 'arrays', arrays: [] };

type Behaviour = 'answers' | 'is silent' | 'dies' | 'breaks' | 'never starts' | 'dies when idle';

/** Workers that behave as told, one after the other. */
function workers(...behaviours: Behaviour[]): { start: StartWorker; started: number; ended: number; asked: number[] } {
  const counts = {
    started: 0,
    ended: 0,
    asked: [] as number[],
    start: (({ onMessage, onDeath }) => {
      const behaviour = behaviours[counts.started++];
      const later = (message: FromWorker): void => void setTimeout(() => onMessage(message));
      if (behaviour === 'never starts') setTimeout(() => onDeath('404'));
      else later('ready');
      return {
        ask: ({ bytes }) => {
          counts.asked.push(bytes.length);
          if (behaviour === 'dies') setTimeout(() => onDeath('out of memory'));
          else if (behaviour === 'breaks') later({ kind: 'broken', reason: 'unreachable' });
          else if (behaviour !== 'is silent') later(ANSWER);
          if (behaviour === 'dies when idle') setTimeout(() => onDeath('a whim'), 5);
        },
        end: () => {
          counts.ended += 1;
        },
      };
    }) as StartWorker,
  };
  return counts;
}

const BYTES = new Uint8Array(10);
const ask = (library: Hdf5Library) => library.arraysIn(BYTES, false);

describe('the supervisor of the HDF5 library', () => {
  it('starts no worker before the first file, and one for all that are answered', async () => {
    const made = workers('answers');
    const library = new Hdf5Supervisor(made.start);
    expect(made.started).toBe(0);
    for (let file = 0; file < 3; file++) expect(await ask(library)).toEqual(ANSWER);
    expect(made).toMatchObject({ started: 1, ended: 0, asked: [10, 10, 10] });
    expect(BYTES.length).toBe(10);
  });

  it('ends a worker that is silent, broken or dead, and gives the next file a fresh one', async () => {
    const made = workers('is silent', 'breaks', 'dies', 'answers');
    const library = new Hdf5Supervisor(made.start, 20);
    const outcomes = await Promise.all([ask(library), ask(library), ask(library), ask(library)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['silent', 'broken', 'broken', 'arrays']);
    expect(made).toMatchObject({ started: 4, ended: 3 });
  });

  it('blames no file for a worker that ended between two of them', async () => {
    const made = workers('dies when idle', 'answers');
    const library = new Hdf5Supervisor(made.start);
    await ask(library);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await ask(library)).toEqual(ANSWER);
    expect(made.started).toBe(2);
  });

  it('tries again where the library could not be fetched', async () => {
    const library = new Hdf5Supervisor(workers('never starts', 'answers').start);
    expect(await ask(library)).toEqual({ kind: 'absent', reason: '404' });
    expect(await ask(library)).toEqual(ANSWER);
  });

  it('makes one sentence of each of them', async () => {
    const file = memoryFile('a/x.h5', Uint8Array.of(0x89, 72, 68, 70, 13, 10, 26, 10));
    const library = new Hdf5Supervisor(workers('is silent', 'dies', 'never starts').start, 100);
    const sentence = (): Promise<string> =>
      hdf5.read({ path: file.path, files: [file] }, { samplingRateHz: {}, hdf5: library }).then(String, String);
    const fix = 'Use an undamaged copy, or save the signal again with h5py or MATLAB.';
    expect([await sentence(), await sentence(), await sentence()]).toEqual([
      `LabError: a/x.h5: structure: expected an answer of the HDF5 library within 0.1 s, found none, so that the library was stopped. ${fix}`,
      `LabError: a/x.h5: structure: expected a file that the HDF5 library can read, found "out of memory". ${fix}`,
      'LabError: a/x.h5: HDF5 library: expected one that starts, found "404". Open the file again when the network is there.',
    ]);
  });
});

describe('the limit of memory', () => {
  it('lets a memory grow up to it, and holds for the work alone', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const pages = () => memory.buffer.byteLength / 65536;
    expect(withMemoryLimit(3 * 65536, () => memory.grow(2))).toBe(1);
    expect(() => withMemoryLimit(3 * 65536, () => memory.grow(1))).toThrow('limit of memory');
    expect(pages()).toBe(3);
    memory.grow(1);
    expect(pages()).toBe(4);
  });
});
