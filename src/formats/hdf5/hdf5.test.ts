import { type Dataset, File, FS } from 'h5wasm';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { type Hdf5Data, hdf5Bytes, matlabBytes } from '../../../tests/fixtures/specimens/hdf5';
import { MLII, SAMPLES, V1 } from '../../../tests/fixtures/specimens/waves';
import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { formats } from '../registry';
import { hdf5 } from '.';
import { answerTo } from './answer';
import { withFile } from './library';
import { withMemoryLimit } from './memory-limit';
import type { Hdf5Library } from './question';

const inThisThread: Hdf5Library = {
  arraysIn: async (bytes, isMatlab) => answerTo({ bytes: bytes.slice(), isMatlab }),
};

async function read(bytes: Uint8Array): Promise<Recording> {
  const file = memoryFile('a/x.h5', bytes);
  return (
    await hdf5.read({ path: file.path, files: [file] }, { samplingRateHz: {}, hdf5: inThisThread })
  )[0] as Recording;
}

const samplesOf = ({ leads }: Recording): number[][] => leads.map(({ digital }) => [...digital]);
const MATRIX = { data: [...MLII, ...V1], shape: [2, SAMPLES] };

describe('HDF5', () => {
  it('has the signal and its rate wherever they lie, packed or not, in every type of number', async () => {
    const variants: [Hdf5Data, Record<string, number>][] = [
      [{ ecg: MATRIX }, { fs: 500 }],
      [{ 'visit/ecg': { ...MATRIX, dtype: '<h', chunks: [1, 50] } }, { sampling_rate: 500 }],
      [{ 'visit/ecg': { ...MATRIX, dtype: '<d' }, 'visit/fs': { data: [500], shape: [], dtype: '<i' } }, {}],
      [{ ecg: { ...MATRIX, dtype: '<H' } }, { fs: 500 }],
    ];
    for (const [datasets, attributes] of variants) {
      const recording = await read(await hdf5Bytes(datasets, attributes));
      expect(samplesOf(recording)).toEqual([MLII, V1]);
      expect(recording.leads[0]?.samplingRateHz).toBe(500);
    }
  });

  it('reads numbers with their highest byte first', async () => {
    const bytes = await hdf5Bytes({ ecg: { data: MLII, shape: [SAMPLES], dtype: '<i' } }, { fs: 250 });
    // Version 1 of the type "fixed point", signed, 4 bytes: its lowest bit says which byte comes first.
    const type = bytes.findIndex((_, at) =>
      [0x10, 8, 0, 0, 4, 0, 0, 0].every((byte, offset) => bytes[at + offset] === byte),
    );
    bytes[type + 1] = 9;
    const swapped = MLII.map((value) => ((value & 0xff) << 24) | ((value & 0xff00) << 8));
    expect(type).toBeGreaterThan(0);
    expect(samplesOf(await read(bytes))).toEqual([swapped]);
  });

  it('is what MATLAB writes as version 7.3, which is no file for the reader of older ones', async () => {
    const rows = MLII.flatMap((value, at) => [value, V1[at] as number]);
    const bytes = await matlabBytes({
      val: { data: rows, shape: [SAMPLES, 2], dtype: '<d' },
      fs: { data: [360], shape: [1, 1], dtype: '<d' },
    });
    expect(samplesOf(await read(bytes))).toEqual([MLII, V1]);
    const file = memoryFile('a/x.mat', bytes);
    const mat = await formats.load('mat');
    expect([(await mat.claim([file])).length, (await hdf5.claim([file])).length]).toEqual([0, 1]);
  });

  it('refuses a damaged file, and one that claims more numbers than it could hold', async () => {
    const bytes = await hdf5Bytes({ ecg: MATRIX }, { fs: 250 });
    await expect(read(bytes.subarray(0, 100))).rejects.toMatchObject({ problem: { code: 'hdf5-invalid' } });
    const huge = await hdf5Bytes(
      { ecg: { data: new Array<number>(3e6).fill(0), shape: [3e6], chunks: [3e6] } },
      { fs: 250 },
    );
    const thrown = await read(huge).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(LabError);
    expect((thrown as LabError).problem).toMatchObject({ field: 'numbers up to "ecg"', found: 'more' });
  });

  it('fails to unpack what would need more memory than the limit', () => {
    const sparse = sparseBytes(1e7);
    const read = () => withFile(sparse, (file) => ((file.get('ecg') as Dataset).value as Float64Array).length);
    expect(() => withMemoryLimit(2 ** 26, read)).toThrow();
    expect(read()).toBe(1e7);
  });
});

/** Of `length` numbers, of which three are in the file. */
function sparseBytes(length: number): Uint8Array {
  const path = '/sparse.h5';
  const file = new File(path, 'w');
  file.create_dataset({ name: 'ecg', data: [1, 2, 3], shape: [3], dtype: '<d', chunks: [1000], maxshape: [null] });
  (file.get('ecg') as Dataset).resize([length]);
  file.close();
  return FS?.readFile(path).slice() as Uint8Array;
}
