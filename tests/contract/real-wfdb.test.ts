/** Exactness on real records: every checksum, every beat. The counts are those that were published or measured independently. */

import { describe, expect, it } from 'vitest';
import { type Annotation, beatsOf } from '../../src/domain/recording';
import { parseAnnotations } from '../../src/formats/wfdb/annotations';
import { findFiles } from '../../src/headless/node-files';
import { beatSymbols, checksums, countEach, labelNames, readAll } from '../fixtures/read-all';
import { hasRealData, realData } from '../fixtures/real-data';

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
    expect(countEach(recordings.flatMap(({ annotations }) => annotations.map(({ symbol }) => symbol)))).toEqual({
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

describe.skipIf(!hasRealData('ludb'))('LUDB', () => {
  it('200 records: 2,400 checksums, beats as lead II marks them', async () => {
    const recordings = await readAll([`${realData('ludb')}/data`]);
    expect(recordings).toHaveLength(200);
    expect(checksums(recordings)).toEqual({ ok: 2400 });
    expect(recordings.every((recording) => beatsOf(recording).length > 0)).toBe(true);
    const labels = labelNames(recordings);
    const rhythms = Object.entries(labels).filter(([name]) => /^(irregular )?sinus |^atrial (fib|flu)/i.test(name));
    expect(Object.fromEntries(rhythms)).toEqual({
      'Sinus rhythm': 143,
      'Sinus bradycardia': 25,
      'Atrial fibrillation': 15,
      'Sinus arrhythmia': 8,
      'Sinus tachycardia': 4,
      'Atrial flutter, typical': 3,
      'Irregular sinus rhythm': 2,
    });
    expect(recordings[0]?.labels?.map(({ name }) => name)).toEqual([
      'Sinus bradycardia',
      'Electric axis of the heart: left axis deviation',
      'Left ventricular hypertrophy',
      'Left ventricular overload',
      'Non-specific repolarization abnormalities: posterior wall',
    ]);
  });

  it('2,400 annotation files, one a lead: the marks of all twelve together', async () => {
    const { files } = await findFiles([`${realData('ludb')}/data`]);
    const marks = files.filter(({ path }) => /\.(i|ii|iii|avr|avl|avf|v[1-6])$/.test(path));
    expect(marks).toHaveLength(2400);
    const symbols: string[] = [];
    for (const file of marks) {
      const { annotations, cutAtByte } = parseAnnotations(await file.read());
      expect(cutAtByte).toBeNull();
      for (const { symbol } of annotations) symbols.push(symbol);
    }
    expect(countEach(symbols)).toMatchObject({ N: 21_965, t: 19_661, p: 16_797 });
  });
});

describe.skipIf(!hasRealData('cpsc2021'))('CPSC 2021', () => {
  it('18 records: 36 checksums, fractional gains, beats by symbol', async () => {
    const recordings = await readAll([realData('cpsc2021')]);
    expect(checksums(recordings)).toEqual({ ok: 36 });
    expect(beatSymbols(recordings)).toEqual({ N: 5247, A: 43, V: 13, a: 8 });
  });

  it('34 changes of rhythm, of which one lies a sample behind the end of its record', async () => {
    const { files } = await findFiles([realData('cpsc2021')]);
    const changes: Annotation[] = [];
    for (const file of files.filter(({ path }) => path.endsWith('.atr'))) {
      const { annotations } = parseAnnotations(await file.read());
      changes.push(...annotations.filter(({ symbol }) => symbol === '+'));
    }
    expect(countEach(changes.map(({ text }) => text))).toEqual({ '(AFIB': 17, '(N': 17 });
    const recordings = await readAll([realData('cpsc2021')]);
    const kept = recordings.flatMap(({ annotations }) => annotations.filter(({ symbol }) => symbol === '+'));
    expect(kept).toHaveLength(33);
    expect(recordings.flatMap(({ warnings }) => warnings)).toEqual([
      expect.stringMatching(/data_101_6\.atr: 1 annotation outside the record was dropped: .* at sample 22355\.$/),
    ]);
  });

  it('six people with three parts each, and what is said of their rhythm', async () => {
    const recordings = await readAll([realData('cpsc2021')]);
    const parts = countEach(recordings.map(({ subject }) => subject));
    expect(parts).toEqual(Object.fromEntries([8, 21, 35, 84, 92, 101].map((subject) => [`cpsc2021/${subject}`, 3])));
    expect(labelNames(recordings)).toEqual({
      'non atrial fibrillation': 6,
      'paroxysmal atrial fibrillation': 6,
      'persistent atrial fibrillation': 6,
    });
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
    expect(recordings).toHaveLength(38);
  });

  it('diagnoses as SNOMED CT codes, with their names', async () => {
    const recordings = await readAll([realData('cinc2021-12lead')]);
    const labels = recordings.flatMap(({ labels = [] }) => labels);
    expect(labels.every(({ scheme, code, name }) => scheme === 'snomed-ct' && name !== code)).toBe(true);
    expect(labelNames(recordings)).toMatchObject({
      'sinus tachycardia': 17,
      'premature atrial contraction': 15,
      'sinus rhythm': 11,
      'sinus bradycardia': 7,
      'T wave abnormal': 7,
      'left atrial enlargement': 1,
    });
    expect(recordings.find(({ name }) => name === 'E07500')?.labels).toEqual([
      { scheme: 'snomed-ct', code: '67741000119109', name: 'left atrial enlargement' },
      { scheme: 'snomed-ct', code: '426177001', name: 'sinus bradycardia' },
    ]);
  });
});
