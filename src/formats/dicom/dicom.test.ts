import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { dicomBytes } from '../../../tests/fixtures/specimens/dicom';
import { MLII, V1 } from '../../../tests/fixtures/specimens/waves';
import { LabError } from '../../domain/problem';
import { physicalSamples, type Recording } from '../../domain/recording';
import { dicom } from '.';

async function read(bytes: Uint8Array): Promise<readonly Recording[]> {
  const file = memoryFile('a/x.dcm', bytes);
  return dicom.read({ path: file.path, files: [file] }, { samplingRateHz: {} });
}

async function refusal(bytes: Uint8Array): Promise<LabError['problem']> {
  const thrown = await read(bytes).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw new Error(`expected a refusal, found ${String(thrown)}`);
  return thrown.problem;
}

describe('DICOM', () => {
  it('has channels by the codes of their sources, in their unit, with what is remarked on them', async () => {
    const [recording] = (await read(dicomBytes())) as [Recording];
    const { leads, annotations, labels, subject } = recording;
    expect(leads.map(({ name, samplingRateHz, unit }) => [name, samplingRateHz, unit])).toEqual([
      ['II', 250, 'uV'],
      ['V1', 250, 'uV'],
    ]);
    expect(leads.map(({ digital }) => [...digital])).toEqual([MLII, V1]);
    // 5 uV times 1.25, with 0 at -50 uV.
    const [first] = physicalSamples(leads[0] as Recording['leads'][number]);
    expect(first).toBeCloseTo((MLII[0] as number) * 6.25 - 50, 9);
    expect([subject, labels?.map(({ name }) => name)]).toEqual(['D-5', ['Sinus rhythm']]);
    expect(annotations.map(({ sample, symbol, channel, text }) => [sample, symbol, channel, text])).toEqual([
      [30, '"', 1, 'QRS Onset'],
    ]);
  });

  it('has a recording for each rate, and says that a median beat was left out', async () => {
    const recordings = await read(
      dicomBytes([
        { bits: 8, interpretation: 'SB', columns: [[1, -2, 3, -128]], padding: -128 },
        { interpretation: 'US', columns: [[65_535, 1]], rate: '1000' },
        { label: 'MEDIAN BEAT', originality: 'DERIVED' },
      ]),
    );
    expect(
      recordings.map(({ id, leads: [lead] }) => [id, lead?.samplingRateHz, lead?.missing, [...(lead?.digital ?? [])]]),
    ).toEqual([
      ['a/x', 250, -128, [1, -2, 3, -128]],
      ['a/x group 2', 1000, null, [65_535, 1]],
    ]);
    expect(recordings[0]?.warnings).toEqual([expect.stringContaining('multiplex group 3 (MEDIAN BEAT) was computed')]);
  });

  it('refuses what it cannot read exactly', async () => {
    expect(await refusal(dicomBytes([]))).toMatchObject({ field: 'waveform sequence', found: 'none, but ECG' });
    expect(await refusal(dicomBytes([{ interpretation: 'MB' }]))).toMatchObject({ found: '"16 MB"' });
    expect(await refusal(dicomBytes([{ rate: '0' }]))).toMatchObject({ expected: 'more than 0 Hz' });
    expect(await refusal(dicomBytes([{}], '1.2.840.10008.1.2.1.99'))).toMatchObject({ found: 'DEFLATE' });
    expect(await refusal(dicomBytes().subarray(0, 400))).toMatchObject({ code: 'dicom-invalid' });
  });
});
