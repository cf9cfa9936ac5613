/** Exactness on real records: every checksum, every beat. The counts are those that were published or measured independently. */

import { describe, expect, it } from 'vitest';
import { beatsOf, type Recording } from '../../src/domain/recording';
import { openFiles } from '../../src/formats/open-files';
import { findFiles } from '../../src/headless/node-files';
import { hasRealData, realData } from '../fixtures/real-data';

async function readAll(paths: readonly string[]): Promise<Recording[]> {
  const recordings: Recording[] = [];
  const { files, problems } = await findFiles(paths);
  expect(problems).toEqual([]);
  await openFiles(
    files,
    { samplingRateHz: {} },
    {
      onFound: () => undefined,
      onRecording: (recording) => recordings.push(recording),
      onProblem: (problem) => expect.fail(problem.message),
    },
  );
  return recordings;
}

function countSymbols(symbols: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const symbol of symbols) counts[symbol] = (counts[symbol] ?? 0) + 1;
  return counts;
}

const checksums = (recordings: readonly Recording[]): Record<string, number> =>
  countSymbols(recordings.flatMap(({ leads }) => leads.map(({ checksum }) => checksum)));
const beatSymbols = (recordings: readonly Recording[]): Record<string, number> =>
  countSymbols(recordings.flatMap((recording) => beatsOf(recording).map(({ symbol }) => symbol)));

describe.skipIf(!hasRealData('mitdb'))('MIT-BIH Arrhythmia Database', () => {
  it('48 records: 96 checksums, 109,494 beats by symbol, all other annotations, 47 subjects, no warning', async () => {
    const recordings = await readAll([realData('mitdb')]);
    expect(recordings).toHaveLength(48);
    expect(checksums(recordings)).toEqual({ ok: 96 });
    const beats = beatSymbols(recordings);
    expect(beats).toEqual({
      N: 75052,
      L: 8075,
      R: 7259,
      V: 7130,
      '/': 7028,
      A: 2546,
      f: 982,
      F: 803,
      j: 229,
      a: 150,
      E: 106,
      J: 83,
      Q: 33,
      e: 16,
      S: 2,
    });
    expect(Object.values(beats).reduce((sum, count) => sum + count, 0)).toBe(109_494);
    expect(countSymbols(recordings.flatMap(({ annotations }) => annotations.map(({ symbol }) => symbol)))).toEqual({
      ...beats,
      '+': 1291,
      '~': 616,
      '!': 472,
      '"': 437,
      x: 193,
      '|': 132,
      '[': 6,
      ']': 6,
    });
    expect(new Set(recordings.map(({ subject }) => subject)).size).toBe(47);
    expect(recordings.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('record 100: first samples, calibration, first annotations', async () => {
    const [record] = await readAll([`${realData('mitdb')}/100.hea`]);
    const [mlii, v5] = record?.leads ?? [];
    expect(mlii).toMatchObject({ name: 'MLII', gain: 200, baseline: 1024, unit: 'mV', samplingRateHz: 360 });
    expect([mlii?.digital[0], v5?.digital[0], mlii?.digital.length]).toEqual([995, 1011, 650_000]);
    expect(record?.annotations.slice(0, 3).map(({ sample, symbol, text }) => [sample, symbol, text])).toEqual([
      [18, '+', '(N'],
      [77, 'N', ''],
      [370, 'N', ''],
    ]);
  });
});

describe.skipIf(!hasRealData('formats/wfdb'))('sample records of other kinds', () => {
  const record = async (name: string): Promise<Recording> => {
    const [only] = await readAll([`${realData('formats/wfdb')}/${name}.hea`]);
    if (!only) throw new Error(`${name} was not read`);
    return only;
  };

  it.each([
    ['s0010_re', 15, 38_400],
    ['100_3chan', 3, 999],
    ['test01_00s', 4, 4000],
    ['a103l', 3, 82_500],
    ['a103l-no-len', 3, 82_500],
  ])('%s: %i leads of %i samples, every checksum right', async (name, leads, samples) => {
    const recording = await record(name);
    expect(checksums([recording])).toEqual({ ok: leads });
    expect(recording.leads.map(({ digital }) => digital.length)).toEqual(Array.from({ length: leads }, () => samples));
  });
});

describe.skipIf(!hasRealData('ludb'))('LUDB', () => {
  it('200 records: 2,400 checksums, beats as lead II marks them', async () => {
    const recordings = await readAll([`${realData('ludb')}/data`]);
    expect(recordings).toHaveLength(200);
    expect(checksums(recordings)).toEqual({ ok: 2400 });
    expect(recordings.every((recording) => beatsOf(recording).length > 0)).toBe(true);
  });
});

describe.skipIf(!hasRealData('cpsc2021'))('CPSC 2021', () => {
  it('18 records: 36 checksums, fractional gains, beats by symbol', async () => {
    const recordings = await readAll([realData('cpsc2021')]);
    expect(checksums(recordings)).toEqual({ ok: 36 });
    expect(beatSymbols(recordings)).toEqual({ N: 5247, A: 43, V: 13, a: 8 });
  });
});

describe.skipIf(!hasRealData('nstdb'))('Noise Stress Test', () => {
  it('knows the person of 118e00, and the uncalibrated noise', async () => {
    const recordings = await readAll([realData('nstdb')]);
    expect(checksums(recordings)).toEqual({ ok: 6 });
    expect(beatSymbols(recordings)).toEqual({ R: 2166, A: 96, V: 16 });
    expect(recordings.find(({ name }) => name === '118e00')?.subject).toBe('mit-bih/118');
    expect(recordings.find(({ name }) => name === 'bw')?.warnings.join()).toContain('uncalibrated');
  });
});

describe.skipIf(!hasRealData('cinc2021-12lead'))('PhysioNet/CinC Challenge 2021', () => {
  it('twelve leads behind the header of a MATLAB file, every checksum right', async () => {
    const recordings = await readAll([realData('cinc2021-12lead')]);
    expect(checksums(recordings)).toEqual({ ok: recordings.length * 12 });
    expect(recordings.length).toBeGreaterThan(0);
  });
});
