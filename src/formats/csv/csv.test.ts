import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { problemOf, readFiles, readText, rowsOf } from '../../../tests/fixtures/read-csv';
import { hasRealData, realData } from '../../../tests/fixtures/real-data';
import { physicalSamples, type Recording } from '../../domain/recording';
import type { SourceFile } from '../source-file';

const valuesOf = (recording: Recording): number[][] =>
  recording.leads.map((lead) => [...physicalSamples(lead)].map((value) => Number(value.toPrecision(6))));

describe('how a CSV is written', () => {
  const expected = [
    [0.1, -0.2, 30],
    [1, 2.5, 3],
  ];
  it.each([
    ['comma', 'I (mV),II (mV)\n0.1,1\n-0.2,2.5\n3e1,3\n'],
    ['semicolon, CRLF, no end of line at the end', 'I (mV);II (mV)\r\n0.1;1\r\n-0.2;2.5\r\n30;3'],
    ['tab', 'I [mV]\tII [mV]\n0.1\t1\n-0.2\t2.5\n30\t3\n'],
    ['white space', '   I_mV  II_mV\n  0.1    1\n -0.2  2.5\n   30    3\n'],
    ['semicolon and decimal comma', 'I (mV);II (mV)\n0,1;1\n-0,2;2,5\n30;3\n'],
    ['tab and decimal comma', 'I (mV)\tII (mV)\n0,1\t1\n-0,2\t2,5\n30\t3\n'],
    ['comma and quoted decimal comma', '"I (mV)","II (mV)"\n"0,1","1"\n"-0,2","2,5"\n"30","3"\n'],
    [
      'byte order mark, comments, blank lines, old Mac ends',
      '\ufeff# by hand\r\rI (mV),II (mV)\r0.1,1\r# here too\r-0.2,2.5\r\r30,3\r',
    ],
    ['heading in a comment', '# I (mV),II (mV)\n0.1,1\n-0.2,2.5\n30,3\n'],
  ])('%s', async (_, text) => {
    const recording = await readText(text, 250);
    expect(recording.leads.map(({ name, unit }) => `${name} ${unit}`)).toEqual(['I mV', 'II mV']);
    expect(valuesOf(recording)).toEqual(expected);
    expect(recording).toMatchObject({ id: 'd/a', name: 'a', format: 'csv', subject: 'd/a', annotationRateHz: 250 });
  });

  it('tells a decimal comma from a delimiter in a file of one comma a line', async () => {
    expect(valuesOf(await readText('0,455\n-0,045\n0,5\n', 250))).toEqual([[0.455, -0.045, 0.5]]);
    expect(valuesOf(await readText('ECG\n1,45\n1,5\n', 250))).toEqual([[1.45, 1.5]]);
    expect(valuesOf(await readText('I,II\n995,1011\n990,1012\n', 250))).toEqual([
      [995, 990],
      [1011, 1012],
    ]);
  });

  it('reads numbers exactly as JavaScript does, whatever their form', async () => {
    const texts = ['0', '-0.005', '+12.', '.5', '1e-3', '-2.5E2', '123456789012345678', '0.1234567890123456789', '007'];
    const { leads } = await readText(`ECG (mV)\n${texts.join('\n')}\n`, 250);
    expect([...(leads[0]?.digital ?? [])]).toEqual(texts.map((text) => Math.fround(Number(text))));
  });

  it('keeps the numbers of the file and brings volts and microvolts to mV by the gain', async () => {
    const recording = await readText('I (uV),II (V),III (µV),PPG (adu)\n1500,0.0015,-20,7\n0,0,0,0\n', 250);
    expect(recording.leads.map(({ unit, gain }) => [unit, gain])).toEqual([
      ['mV', 1000],
      ['mV', 0.001],
      ['mV', 1000],
      ['adu', 1],
    ]);
    expect(recording.leads[0]?.digital[0]).toBe(1500);
    expect(valuesOf(recording).map(([first]) => first)).toEqual([1.5, 1.5, -0.02, 7]);
    expect(recording.warnings.join()).not.toContain('uncalibrated');
  });

  it('says uncalibrated where no unit is given, and counts missing samples', async () => {
    const { warnings, leads } = await readText('I,II\n1,2\nnan,3\n,4\n-,5\n6,NA\n', 250);
    expect([...(leads[0]?.digital ?? [])]).toEqual([1, Number.NaN, Number.NaN, Number.NaN, 6]);
    expect(warnings).toContain('d/a.csv, lead I: 3 samples without a value.');
    expect(warnings).toContain('d/a.csv: uncalibrated, as no unit is given for I, II; the numbers were taken as mV.');
  });
});

describe('the sampling rate', () => {
  const wave = (index: number): string => Math.sin(index).toFixed(3);
  it.each([
    ['seconds', 'time (s),ECG (mV)', (i: number) => (i / 360).toFixed(6), 360],
    ['seconds, rounded to milliseconds', 'Time [s],ECG (mV)', (i: number) => (i / 360).toFixed(3), 360],
    ['milliseconds', 'time_ms,ECG (mV)', (i: number) => String(i * 4), 250],
    ['milliseconds, rounded', 't (ms),ECG (mV)', (i: number) => String(Math.round((i * 1000) / 360)), 360],
    ['a name that is a unit', 'ms,ECG (mV)', (i: number) => String(i * 2), 500],
    ['seconds that begin late', 's,ECG (mV)', (i: number) => (1000 + i / 128).toFixed(7), 128],
    ['a rate that is no whole number', 'time (s),ECG (mV)', (i: number) => (i / 187.5).toFixed(9), 187.5],
    [
      'the clock of rdsamp',
      "'Elapsed time','ECG'\n'mm:ss.mmm','mV'",
      (i: number) => `'0:0${(i / 360).toFixed(3)}'`,
      360,
    ],
  ])('comes from a time column: %s', async (_, heading, time, rate) => {
    const recording = await readText(`${heading}\n${rowsOf(500, (i) => `${time(i)},${wave(i)}`)}\n`);
    expect(recording.leads).toHaveLength(1);
    expect(recording.leads[0]).toMatchObject({ name: 'ECG', unit: 'mV', samplingRateHz: rate });
  });

  it('comes from a time column without a unit only where just seconds make sense, and says so', async () => {
    const seconds = await readText(`time,ECG (mV)\n${rowsOf(50, (i) => `${i * 0.004},${wave(i)}`)}`);
    expect(seconds.leads[0]?.samplingRateHz).toBe(250);
    expect(seconds.warnings[0]).toBe('d/a.csv: time gives no unit; its steps of 0.004 were read as seconds, 250 Hz.');
    const unclear = await problemOf(`time,ECG (mV)\n${rowsOf(50, (i) => `${i * 4},${wave(i)}`)}`);
    expect(unclear).toMatchObject({ code: 'sampling-rate-needed', found: 'a time column time without a unit' });
  });

  it('comes from an even first column without any heading', async () => {
    const recording = await readText(rowsOf(50, (i) => `${(i / 200).toFixed(3)};${wave(i)}`));
    expect(recording.leads.map(({ samplingRateHz }) => samplingRateHz)).toEqual([200]);
  });

  it.each([
    ['# Sampling Rate (Hz):= 1000.00\n', 1000],
    ['# sampling frequency: 0.5 kHz\n', 500],
    ['# {"device": {"sampling rate": 1000, "resolution": [16]}}\n', 1000],
    ['Sample Rate,512 hertz\nLead,Lead I\nUnit,µV\n\n', 512],
    ['% fs = 360\n', 360],
  ])('comes from a line before the numbers: %j', async (line, rate) => {
    const { leads } = await readText(`${line}${rowsOf(20, wave)}\n`);
    expect(leads[0]?.samplingRateHz).toBe(rate);
  });

  it('leaves the columns of sample numbers out, which tell no rate', async () => {
    for (const heading of ["'sample #','MLII','V5'\n", ',MLII,V5\n', 'index,MLII,V5\n', '']) {
      const text = `${heading}${rowsOf(30, (i) => `${i},${995 + (i % 3)},1011`)}`;
      expect(await problemOf(text)).toMatchObject({ code: 'sampling-rate-needed', found: 'neither' });
      expect((await readText(text, 360)).leads).toHaveLength(2);
    }
  });

  it('is asked for where nothing tells it, by path or for all', async () => {
    const text = `ECG\n${rowsOf(20, wave)}`;
    const problem = await problemOf(text);
    expect(problem).toMatchObject({
      code: 'sampling-rate-needed',
      file: 'a.csv',
      fix: 'Enter the sampling rate in Hz.',
    });
    const both = { 'a.csv': 500, '*': 250 };
    expect((await readFiles([memoryFile('a.csv', text)], both)).leads[0]?.samplingRateHz).toBe(500);
    expect((await readFiles([memoryFile('b.csv', text)], both)).leads[0]?.samplingRateHz).toBe(250);
    expect(await problemOf(text, -1)).toMatchObject({ code: 'sampling-rate-invalid', found: '-1' });
  });

  it('of a time column wins over a line that contradicts it, with a warning', async () => {
    const { warnings, leads } = await readText(`# fs: 500\ntime (s),ECG (mV)\n${rowsOf(50, (i) => `${i / 250},1`)}`);
    expect(leads[0]?.samplingRateHz).toBe(250);
    expect(warnings[0]).toBe('d/a.csv states 500 Hz, but its time column steps at 250 Hz; 250 Hz was taken.');
  });

  it('is refused where the time column has a gap or does not rise', async () => {
    const gap = `time (s),ECG\n${rowsOf(50, (i) => `${i * 0.004 + (i >= 20 ? 3 : 0)},1`)}`;
    expect(await problemOf(gap)).toMatchObject({ code: 'csv-time-uneven', at: 'row 21 of the table', found: '3.004' });
    expect((await problemOf('time (s),ECG\n1,2\n1,3\n')).code).toBe('csv-time-uneven');
    expect((await problemOf('time (s),ECG\n1,2\n')).code).toBe('csv-time-uneven');
  });
});

describe('annotations', () => {
  it('stand in a column, at their rows', async () => {
    const text = `ECG (mV),beat\n${rowsOf(30, (i) => `0.${i},${['', 'N', 'V'][i % 10] ?? ''}`)}`;
    const { annotations, leads } = await readText(text, 250);
    expect(leads).toHaveLength(1);
    expect(annotations.map(({ sample, symbol }) => `${symbol}${sample}`)).toEqual([
      'N1',
      'V2',
      'N11',
      'V12',
      'N21',
      'V22',
    ]);
  });

  it('are left out, with a warning, where their column holds numbers', async () => {
    const { annotations, warnings, leads } = await readText('ECG (mV),label\n0.1,0\n0.2,1\n', 250);
    expect([annotations.length, leads.length]).toEqual([0, 1]);
    expect(warnings[0]).toContain('column label holds numbers where beat symbols were expected');
  });

  const signal = memoryFile('d/a.csv', `ECG (mV)\n${rowsOf(100, () => '0.5')}`);
  const withAnnotations = (name: string, text: string): Promise<Recording> =>
    readFiles([signal, memoryFile(`d/${name}`, text)], 10);

  it.each([
    ['a_ann.csv', 'sample,symbol\n20,N\n60,V\n'],
    ['a_ann.csv', 'time (s);type\n2;N\n6;V\n'],
    ['a-annotations.tsv', 'time_ms\tsample\tsymbol\n2000\t20\tN\n6000\t60\tV\n'],
    [
      'aannotations.txt',
      '    Time   Sample #  Type  Sub Chan  Num\tAux\n    0:02.000       20     N    0    0    0\n    0:06.000       60     V    0    0    0\t(N\n',
    ],
  ])('stand in a file beside it: %s %j', async (name, text) => {
    const { annotations } = await withAnnotations(name, text);
    expect(annotations.map(({ sample, symbol }) => `${symbol}${sample}`)).toEqual(['N20', 'V60']);
  });

  it('without types are beats of no known class, with a warning; those past the end are dropped', async () => {
    const { annotations, warnings } = await withAnnotations('a_ann.csv', '20\n60\n100\n');
    expect(annotations.map(({ symbol }) => symbol)).toEqual(['Q', 'Q']);
    expect(warnings).toEqual([
      'd/a_ann.csv gives positions but no beat types; its 3 beats are marked Q (unclassified).',
      'd/a_ann.csv: 1 annotation outside the recording were dropped: expected samples 0 to 99, found first annotation 2 (Q) at sample 100.',
    ]);
  });

  it('alone are no recording', async () => {
    await expect(readFiles([memoryFile('a_ann.csv', '1\n2\n')], 250)).rejects.toThrow(/a_ann.csv: table of samples/);
  });
});

it.skipIf(!hasRealData('formats/csv'))('reads or asks for the rate of every real CSV', async () => {
  const open = (name: string): SourceFile => memoryFile(name, readFileSync(`${realData('formats/csv')}/${name}`));
  const noisy = await readFiles([open('118e00.csv'), open('118e00_ann.csv')], 360);
  expect(noisy.leads[0]?.digital).toHaveLength(43_200);
  expect(noisy.annotations).toHaveLength(162);
  const european = await readFiles([open('e0103.csv')], 250);
  expect(european.leads[0]?.digital).toHaveLength(30_000);
  const biosppy = await readFiles([open('biosppy_ecg_1000hz.txt')]);
  expect(biosppy.leads[0]).toMatchObject({ name: 'ECG', samplingRateHz: 1000 });
  expect(biosppy.leads[0]?.digital).toHaveLength(15_000);
});

it('reads half an hour of two leads at 360 Hz, to the last row', async () => {
  const cells = (i: number): string =>
    `${(i / 360).toFixed(6)},${((i % 997) / 500 - 1).toFixed(4)},-0.${(i % 889) + 100}`;
  const { leads } = await readFiles([
    memoryFile('long.csv', `time (s),MLII (mV),V1 (mV)\n${rowsOf(650_000, cells)}\n`),
  ]);
  expect(leads.map(({ samplingRateHz, digital }) => [samplingRateHz, digital.length])).toEqual([
    [360, 650_000],
    [360, 650_000],
  ]);
});
