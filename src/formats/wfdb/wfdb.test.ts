import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import {
  annotationFile,
  aux,
  checksumOf,
  encode16,
  encode212,
  interleave,
  word,
} from '../../../tests/fixtures/wfdb-bytes';
import { LabError, type Problem } from '../../domain/problem';
import { physicalSamples, type Recording } from '../../domain/recording';
import type { SourceFile } from '../source-file';
import { wfdb } from '.';

const NO_OPTIONS = { samplingRateHz: {} };

async function readOnly(files: readonly SourceFile[]): Promise<Recording> {
  const claims = await wfdb.claim(files);
  expect(claims).toHaveLength(1);
  const [recording] = await wfdb.read(claims[0] as (typeof claims)[number], NO_OPTIONS);
  return recording as Recording;
}

async function problemOfRead(files: readonly SourceFile[]): Promise<Problem> {
  const thrown = await readOnly(files).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw thrown;
  return thrown.problem;
}

const MLII = [100, -200, 300, -2048, 5];
const V1 = [1, 2, 3, 4, 5];
const HEADER = [
  'a 2 360 5',
  `a.dat 212 200(10)/mV 11 0 100 ${checksumOf(MLII)} 0 MLII`,
  `a.dat 212 100/uV 11 0 1 ${checksumOf(V1)} 0 V1`,
].join('\n');
const DATA = encode212(interleave([MLII, V1]));

describe('the WFDB reader', () => {
  it('reads samples, calibration, missing samples, checksums and beats', async () => {
    const recording = await readOnly([
      memoryFile('dir/a.hea', HEADER),
      memoryFile('dir/a.dat', DATA),
      memoryFile('dir/a.atr', annotationFile(word(1, 2), word(5, 2))),
    ]);
    expect(recording).toMatchObject({ id: 'dir/a', name: 'a', format: 'wfdb', subject: 'dir/a', warnings: [] });
    expect(recording.annotationRateHz).toBe(360);
    expect(recording.annotations.map(({ sample, symbol }) => `${symbol}${sample}`)).toEqual(['N2', 'V4']);
    const [first, second] = recording.leads;
    expect(first).toMatchObject({ name: 'MLII', unit: 'mV', gain: 200, baseline: 10, missing: -2048, checksum: 'ok' });
    expect([...(first?.digital ?? [])]).toEqual(MLII);
    expect([...(second?.digital ?? [])]).toEqual(V1);
    if (first) expect([...physicalSamples(first)]).toEqual([0.45, -1.05, 1.45, Number.NaN, -0.025]);
  });

  it('tells of a wrong checksum with what was expected and found, and reads on', async () => {
    const header = HEADER.replace(`${checksumOf(V1)} 0 V1`, '99 0 V1');
    const recording = await readOnly([memoryFile('a.hea', header), memoryFile('a.dat', DATA)]);
    expect(recording.leads.map(({ checksum }) => checksum)).toEqual(['ok', 'bad']);
    expect(recording.warnings[0]).toBe(
      'a.dat, signal 1 (V1): expected the checksum 99 that a.hea states, found 15; the file is damaged or was changed, so trust this lead with care.',
    );
  });

  it('accepts a checksum written unsigned, and none at all', async () => {
    const samples = [-1, -2];
    const header = 'a 2 360 2\na.dat 16 200 16 0 -1 65533 0 I\nb.dat 16 200 16';
    const files = [
      memoryFile('a.hea', header),
      memoryFile('a.dat', encode16(samples)),
      memoryFile('b.dat', encode16(samples)),
    ];
    expect((await readOnly(files)).leads.map(({ checksum }) => checksum)).toEqual(['ok', 'none']);
  });

  it('reads several signal files of different formats, one behind a foreign header of 24 bytes', async () => {
    const header =
      'a 3 250\na.mat 16+24 1000/mV 16 0 1 6 0 I\nb.dat 212 200 12 0 7 24 0 II\na.mat 16+24 1000/mV 16 0 4 15 0 III';
    const mat = Uint8Array.from([
      ...new Uint8Array(24).fill(77),
      ...encode16(
        interleave([
          [1, 2, 3],
          [4, 5, 6],
        ]),
      ),
    ]);
    const recording = await readOnly([
      memoryFile('x/a.hea', header),
      memoryFile('x/a.mat', mat),
      memoryFile('x/b.dat', encode212([7, 8, 9])),
    ]);
    expect(recording.leads.map(({ name, digital }) => [name, ...digital])).toEqual([
      ['I', 1, 2, 3],
      ['II', 7, 8, 9],
      ['III', 4, 5, 6],
    ]);
    expect(recording.leads.every(({ checksum }) => checksum === 'ok')).toBe(true);
  });

  it('undoes the skew of a signal and marks the end that it leaves without samples', async () => {
    const files = [
      memoryFile('a.hea', 'a 1 250 4\na.dat 16:2 200 16 0 1 10 0 I'),
      memoryFile('a.dat', encode16([1, 2, 3, 4])),
    ];
    const { leads } = await readOnly(files);
    expect([...(leads[0]?.digital ?? [])]).toEqual([3, 4, -32768, -32768]);
    expect(leads[0]?.checksum).toBe('ok');
  });

  it('keeps each lead at its own rate where frames have several samples of it, and annotations in frames', async () => {
    const fast = [1, 2, 3, 4, 5, 6];
    const slow = [7, 8];
    const files = [
      memoryFile('a.hea', `a 2 125 2\na.dat 16x3 200 16 0 1 ${checksumOf(fast)} 0 I\na.dat 16 200 16 0 7 15 0 RESP`),
      memoryFile('a.dat', encode16([1, 2, 3, 7, 4, 5, 6, 8])),
      memoryFile('a.atr', annotationFile(word(1, 1))),
    ];
    const { leads, annotations, annotationRateHz } = await readOnly(files);
    expect(leads.map(({ samplingRateHz, digital }) => [samplingRateHz, ...digital])).toEqual([
      [375, ...fast],
      [125, ...slow],
    ]);
    expect(leads.map(({ checksum }) => checksum)).toEqual(['ok', 'ok']);
    expect([annotationRateHz, annotations[0]?.sample]).toEqual([125, 1]);
  });

  it('reads two signals of first differences, each from its own initial value', async () => {
    const files = [
      memoryFile('a.hea', 'a 2 250 3\na.dat 8 200 16 0 1000 3003 0 I\na.dat 8 200 16 0 -5 -30 0 II'),
      memoryFile('a.dat', Uint8Array.of(0, 0, 1, 251, 1, 251)),
    ];
    const { leads } = await readOnly(files);
    expect(leads.map(({ digital, checksum }) => [checksum, ...digital])).toEqual([
      ['ok', 1000, 1001, 1002],
      ['ok', -5, -10, -15],
    ]);
    expect(leads[0]?.missing).toBeNull();
  });

  it('leaves out a signal for which the header names no file, and says so', async () => {
    const files = [
      memoryFile('a.hea', 'a 2 250 2\n~ 0 200 16 0 0 0 0 I\na.dat 16 200 16 0 1 3 0 II'),
      memoryFile('a.dat', encode16([1, 2])),
    ];
    const { leads, warnings } = await readOnly(files);
    expect(leads.map(({ name }) => name)).toEqual(['II']);
    expect(warnings[0]).toContain('a.hea, signal 0 (I): the header names no signal file');
  });

  it('says uncalibrated where there is no gain', async () => {
    const files = [memoryFile('a.hea', 'a 1 250 2\na.dat 16 0 16 5 1 3 0 I'), memoryFile('a.dat', encode16([1, 2]))];
    const { leads, warnings } = await readOnly(files);
    expect(leads[0]).toMatchObject({ gain: 200, baseline: 5 });
    expect(warnings[0]).toContain('a.hea, signal 0 (I): uncalibrated');
  });

  it('warns where there are no annotations, and where the signal file is too long', async () => {
    const { warnings } = await readOnly([
      memoryFile('a.hea', 'a 1 250 2\na.dat 16 200 16 0 1 3 0 I'),
      memoryFile('a.dat', encode16([1, 2, 3])),
    ]);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('a.dat holds 2 bytes more than a.hea describes');
    expect(warnings[1]).toContain('has no annotation file beside it');
  });

  it('drops annotations outside the record, with their number and first place', async () => {
    const { annotations, warnings } = await readOnly([
      memoryFile('a.hea', HEADER),
      memoryFile('a.dat', DATA),
      memoryFile('a.atr', annotationFile(word(1, 4), word(5, 1), word(1, 900))),
    ]);
    expect(annotations).toHaveLength(1);
    expect(warnings).toEqual([
      'a.atr: 2 annotations outside the record were dropped: expected samples 0 to 4 as a.hea says, found first annotation 1 (V) at sample 5.',
    ]);
  });

  it('measures annotations on their own time base where the file states one', async () => {
    const atr = annotationFile(word(22, 0), aux('## time resolution: 720'), word(1, 9), word(1, 1));
    const files = [memoryFile('a.hea', HEADER), memoryFile('a.dat', DATA), memoryFile('a.atr', atr)];
    const { annotations, annotationRateHz } = await readOnly(files);
    expect(annotationRateHz).toBe(720);
    expect(annotations.map(({ sample }) => sample)).toEqual([9]);
  });

  it('says that an annotation file was cut', async () => {
    const atr = Uint8Array.from(word(1, 2));
    const files = [memoryFile('a.hea', HEADER), memoryFile('a.dat', DATA), memoryFile('a.atr', atr)];
    const { annotations, warnings } = await readOnly(files);
    expect(annotations).toHaveLength(1);
    expect(warnings[0]).toContain('a.atr: expected an end mark, found the end of the file at byte 2');
  });

  it('prefers .atr, then a detector, then the file of a lead, and says which it took', async () => {
    const beat = (at: number): Uint8Array => annotationFile(word(1, at));
    const record = [memoryFile('a.hea', HEADER.replace('V1', 'II')), memoryFile('a.dat', DATA)];
    const others = [memoryFile('a.ii', beat(3)), memoryFile('a.qrs', beat(2)), memoryFile('a-0.atr', beat(4))];
    const withAtr = await readOnly([...record, ...others, memoryFile('a.atr', beat(1))]);
    expect(withAtr.annotations[0]?.sample).toBe(1);
    const withQrs = await readOnly([...record, ...others]);
    expect(withQrs.annotations[0]?.sample).toBe(2);
    expect(withQrs.warnings[0]).toContain('no .atr beside it; the annotations are those of a.qrs');
    const withLead = await readOnly([...record, ...others.slice(0, 1)]);
    expect(withLead.annotations[0]?.sample).toBe(3);
  });

  it('finds files whatever the case of their names', async () => {
    const recording = await readOnly([memoryFile('A.HEA', HEADER), memoryFile('A.DAT', DATA)]);
    expect(recording.name).toBe('A');
  });
});

describe('the WFDB reader refuses', () => {
  it.each(['213', '0', '99'])('signal format %s by name', async (format) => {
    const problem = await problemOfRead([
      memoryFile('a.hea', HEADER.replaceAll(' 212 ', ` ${format} `)),
      memoryFile('a.dat', DATA),
    ]);
    expect(problem).toMatchObject({
      code: 'wfdb-format-unsupported',
      file: 'a.hea',
      field: 'signal 0 (MLII), signal format',
      expected: 'one of 8, 16, 24, 32, 61, 80, 160, 212, 310, 311, 508, 516, 524',
      found: format,
    });
  });

  it('a truncated signal file, with the bytes expected and found', async () => {
    const files = [memoryFile('a.hea', HEADER), memoryFile('a.dat', DATA.subarray(0, 14))];
    expect(await problemOfRead(files)).toMatchObject({
      code: 'wfdb-dat-truncated',
      file: 'a.dat',
      at: 'byte 14',
      expected: '15 bytes for 5 samples of 2 signals as a.hea says',
      found: '14 bytes',
    });
  });

  it('a length that no file has, before any memory is taken', async () => {
    const files = [memoryFile('a.hea', HEADER.replace('360 5', '360 99999999999999')), memoryFile('a.dat', DATA)];
    expect(await problemOfRead(files)).toMatchObject({ code: 'wfdb-dat-truncated' });
  });

  it('an empty signal file of a header that leaves the length to it', async () => {
    const files = [memoryFile('a.hea', 'a 1 250\na.dat 16'), memoryFile('a.dat', '')];
    expect(await problemOfRead(files)).toMatchObject({ code: 'wfdb-dat-truncated', found: '0 bytes' });
  });

  it('a header that names a missing file', async () => {
    expect(await problemOfRead([memoryFile('a.hea', HEADER)])).toMatchObject({
      code: 'wfdb-signal-file-missing',
      file: 'a.hea',
      expected: 'the signal file a.dat that the header names',
      field: 'signal 0 (MLII), signal 1 (V1)',
    });
  });

  it('two formats in one file', async () => {
    const files = [memoryFile('a.hea', HEADER.replace('212 100', '16 100')), memoryFile('a.dat', DATA)];
    expect(await problemOfRead(files)).toMatchObject({ code: 'wfdb-header-invalid', found: '16' });
  });

  it('signal and annotation files without a header, in one sentence a folder', async () => {
    const problem = await problemOfRead([
      memoryFile('d/a.dat', DATA),
      memoryFile('d/a.atr', DATA),
      memoryFile('d/b.dat', DATA),
    ]);
    expect(problem).toMatchObject({ code: 'wfdb-header-missing', found: 'no .hea file' });
    expect(problem.expected).toBe('a.hea, b.hea beside a.dat, a.atr, b.dat');
  });

  it('an empty header and a binary one', async () => {
    expect(await problemOfRead([memoryFile('a.hea', '')])).toMatchObject({ code: 'wfdb-header-invalid' });
    const binary = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
    expect(await problemOfRead([memoryFile('a.hea', binary)])).toMatchObject({ code: 'wfdb-header-invalid' });
  });
});
