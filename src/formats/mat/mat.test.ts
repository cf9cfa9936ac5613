import { describe, expect, it } from 'vitest';
import { level4Bytes, level5Bytes, type Matrix, structElement } from '../../../tests/fixtures/mat-bytes';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { mat } from '.';

async function read(bytes: Uint8Array, rate?: number): Promise<Recording> {
  const files = [memoryFile('a/walk.mat', bytes)];
  const [claim] = await mat.claim(files);
  if (!claim) throw new Error('nothing claimed');
  const [recording] = await mat.read(claim, { samplingRateHz: rate ? { '*': rate } : {} });
  return recording as Recording;
}

async function refusal(bytes: Uint8Array): Promise<LabError['problem']> {
  const thrown = await read(bytes, 360).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw new Error(`expected a refusal, found ${String(thrown)}`);
  return thrown.problem;
}

/** Lead i has the samples 100 i, 100 i + 1, ... */
const leads = (count: number, samples: number): Matrix => ({
  name: 'val',
  rows: count,
  columns: samples,
  values: Array.from({ length: samples }, (_, sample) =>
    Array.from({ length: count }, (_, lead) => 100 * lead + sample),
  ).flat(),
});
const samplesOf = (recording: Recording): number[][] => recording.leads.map(({ digital }) => [...digital]);
const expected = (count: number, samples: number): number[][] =>
  Array.from({ length: count }, (_, lead) => Array.from({ length: samples }, (_, sample) => 100 * lead + sample));
const FS: Matrix = { name: 'Fs', rows: 1, columns: 1, values: [500] };

describe('MAT', () => {
  it('finds the leads along the shorter side of the matrix, in either level, packed or not', async () => {
    for (const bytes of [
      level4Bytes(FS, leads(3, 40)),
      level5Bytes(false, FS, leads(3, 40)),
      level5Bytes(true, leads(3, 40), FS),
    ]) {
      const recording = await read(bytes);
      expect(samplesOf(recording)).toEqual(expected(3, 40));
      expect(recording.leads.map(({ name, samplingRateHz }) => [name, samplingRateHz])).toEqual([
        ['lead 1', 500],
        ['lead 2', 500],
        ['lead 3', 500],
      ]);
    }
  });

  it('looks into structures, where the signal and its rate have names', async () => {
    const age: Matrix = { name: 'age', rows: 1, columns: 1, values: [52] };
    const recording = await read(level5Bytes(true, structElement('ECG', [age, { ...leads(2, 30), name: 'data' }, FS])));
    expect(samplesOf(recording)).toEqual(expected(2, 30));
    expect(recording.leads[0]?.samplingRateHz).toBe(500);
  });

  it('asks for the rate where no number states it', async () => {
    await expect(read(level4Bytes(leads(1, 40)))).rejects.toMatchObject({
      problem: { code: 'sampling-rate-needed', file: 'a/walk.mat' },
    });
    expect((await read(level4Bytes(leads(1, 40)), 250)).leads[0]?.samplingRateHz).toBe(250);
  });

  it('makes beats without a class of R peaks', async () => {
    const peaks: Matrix = { name: 'R_peak', rows: 2, columns: 1, values: [3, 17] };
    const { annotations } = await read(level5Bytes(false, FS, leads(1, 40), peaks));
    expect(annotations.map(({ sample, symbol }) => [sample, symbol])).toEqual([
      [3, 'Q'],
      [17, 'Q'],
    ]);
  });

  it('says where a file is damaged', async () => {
    const bytes = level5Bytes(false, leads(2, 40));
    expect(await refusal(bytes.subarray(0, 300))).toMatchObject({
      code: 'mat-damaged',
      field: 'data element',
      at: 'byte 128',
    });
    expect(await refusal(level4Bytes(leads(2, 40)).subarray(0, 100))).toMatchObject({
      code: 'mat-damaged',
      field: 'matrix val',
    });
    expect(await refusal(new TextEncoder().encode('words'))).toMatchObject({ code: 'mat-unknown', at: 'byte 0' });
    expect(await refusal(level4Bytes({ name: 'a', rows: 1, columns: 1, values: [1] }))).toMatchObject({
      code: 'arrays-no-signal',
      found: 'a (1 x 1)',
    });
  });
});
