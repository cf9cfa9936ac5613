import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { float64Bytes, npyBytes } from '../../../tests/fixtures/npy-bytes';
import { npzBytes } from '../../../tests/fixtures/specimens/npy';
import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { openFiles } from '../open-files';
import type { SourceFile } from '../source-file';
import { npy } from '.';

const options = { samplingRateHz: { '*': 360 } };

async function read(...files: readonly SourceFile[]): Promise<Recording> {
  const [claim, ...others] = await npy.claim(files);
  if (!claim || others.length > 0) throw new Error('expected one claim');
  return (await npy.read(claim, options))[0] as Recording;
}

const SAMPLES = Array.from({ length: 40 }, (_, index) => index - 20);
const TWO = [...SAMPLES, ...SAMPLES.map((value) => value * 3)];

describe('NPY', () => {
  it('reads numbers of every kind, byte order and axis order', async () => {
    const little = new Uint8Array(Int16Array.from(TWO).buffer);
    const big = little.slice();
    for (let at = 0; at < big.length; at += 2) big.subarray(at, at + 2).reverse();
    const columns = SAMPLES.flatMap((value) => [value, value * 3]);
    const cases = [
      npyBytes('<i2', [2, 40], little),
      npyBytes('>i2', [2, 40], big),
      npyBytes('<f8', [40, 2], float64Bytes(columns)),
      npyBytes('<f8', [2, 40], float64Bytes(columns), true),
      npyBytes('<i8', [2, 40], new Uint8Array(BigInt64Array.from(TWO.map(BigInt)).buffer)),
    ];
    for (const bytes of cases) {
      const { leads } = await read(memoryFile('a.npy', bytes));
      expect(leads.flatMap(({ digital }) => [...digital])).toEqual(TWO);
    }
  });

  it('makes a table of excerpts of rows with labels beside them', async () => {
    const table = memoryFile('beats.npy', npyBytes('<f8', [2, 20], float64Bytes(SAMPLES)));
    const labels = memoryFile('beats_y.npy', npyBytes('|u1', [2], Uint8Array.of(3, 7)));
    const { excerptSamples, annotations } = await read(table, labels);
    expect(excerptSamples).toBe(20);
    expect(annotations.map(({ sample, symbol, text }) => [sample, symbol, text])).toEqual([
      [0, '"', '3'],
      [20, '"', '7'],
    ]);
  });

  it('opens the arrays of one .npz as one recording, with its rate', async () => {
    const recordings: Recording[] = [];
    const problems: unknown[] = [];
    await openFiles(
      [memoryFile('b/case.npz', npzBytes())],
      { samplingRateHz: {} },
      {
        onFound: () => undefined,
        onRecording: (recording) => recordings.push(recording),
        onProblem: (problem) => problems.push(problem),
      },
    );
    expect(problems).toEqual([]);
    expect(recordings.map(({ name, leads }) => [name, leads.length, leads[0]?.samplingRateHz])).toEqual([
      ['case', 2, 360],
    ]);
  });

  it('never opens pickled objects, and says where a file is damaged', async () => {
    const refusal = async (bytes: Uint8Array) => {
      const thrown = await read(memoryFile('a.npy', bytes)).catch((error: unknown) => error);
      return thrown instanceof LabError ? thrown.problem : thrown;
    };
    expect(await refusal(npyBytes('|O', [3], new Uint8Array(24)))).toMatchObject({ code: 'npy-pickled' });
    expect(await refusal(npyBytes('<f8', [99_999_999_999], new Uint8Array(8)))).toMatchObject({
      code: 'npy-invalid',
      field: 'data',
      found: '8 bytes',
    });
    expect(await refusal(npyBytes('<c16', [40], new Uint8Array(640)))).toMatchObject({
      field: 'type of the numbers',
      found: 'c16',
    });
  });
});
