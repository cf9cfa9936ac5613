import { describe, expect, it } from 'vitest';
import { type EdfParts, edfBytes, recordText } from '../../../tests/fixtures/edf-bytes';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { LabError } from '../../domain/problem';
import { physicalSamples, type Recording } from '../../domain/recording';
import { edf } from '.';

async function read(bytes: Uint8Array, path = 'a/walk.edf'): Promise<Recording> {
  const file = memoryFile(path, bytes);
  const [recording] = await edf.read({ path, files: [file] }, { samplingRateHz: {} });
  if (!recording) throw new Error('no recording');
  return recording;
}

async function refusal(bytes: Uint8Array): Promise<LabError['problem']> {
  const thrown = await read(bytes).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw new Error(`expected a refusal, found ${String(thrown)}`);
  return thrown.problem;
}

const RECORDS = [
  [1, -2, 3, -32_768],
  [5, 6, 32_767, 8],
];
const SIGNAL = { label: 'ECG V1', records: RECORDS };
const parts = (more: Partial<EdfParts> = {}): EdfParts => ({ recordSeconds: 2, signals: [SIGNAL], ...more });

/** The bytes with text written over a place of the header. */
function overwritten(bytes: Uint8Array, at: number, text: string): Uint8Array {
  const copy = bytes.slice();
  copy.set(new TextEncoder().encode(text), at);
  return copy;
}

describe('EDF', () => {
  it('reads every sample as it was stored, at the rate and scale of its own signal', async () => {
    const slow = {
      label: 'Resp',
      unit: '',
      physical: [0, 10] as const,
      digital: [0, 1000] as const,
      records: [[500], [750]],
    };
    const { leads, annotationRateHz, name, id, subject } = await read(edfBytes(parts({ signals: [SIGNAL, slow] })));
    expect([id, name, subject, annotationRateHz]).toEqual(['a/walk', 'walk', 'a/walk', 2]);
    expect(leads.map((lead) => [lead.name, lead.samplingRateHz, lead.unit, lead.missing])).toEqual([
      ['V1', 2, 'uV', null],
      ['Resp', 0.5, '', null],
    ]);
    expect([...(leads[0]?.digital ?? [])]).toEqual(RECORDS.flat());
    expect(leads[1] && [...physicalSamples(leads[1])]).toEqual([5, 7.5]);
  });

  it('reads the 24 bits of BDF with their sign', async () => {
    const records = [[-8_388_608, -1, 0, 8_388_607]];
    const { leads } = await read(edfBytes(parts({ kind: 'BDF', signals: [{ label: 'A1', records }] })));
    expect([...(leads[0]?.digital ?? [])]).toEqual(records.flat());
  });

  it('knows the person by the code of EDF+, never by what plain EDF has there, which is often a name', async () => {
    const patient = 'H_0042 F 02-MAY-1951 Anna_Example';
    expect((await read(edfBytes(parts({ kind: 'EDF+C', patient })))).subject).toBe('H 0042');
    expect(JSON.stringify(await read(edfBytes(parts({ kind: 'EDF+C', patient }))))).not.toContain('Anna');
    expect((await read(edfBytes(parts({ patient })))).subject).toBe('a/walk');
  });

  it('makes beats of annotations that are symbols of beats, and comments of the others', async () => {
    const texts = {
      label: 'EDF Annotations',
      records: [recordText(10, [10.5, 'V'], [11, 'ate lunch']), recordText(12)],
    };
    const { annotations } = await read(edfBytes(parts({ kind: 'EDF+C', signals: [SIGNAL, texts] })));
    expect(annotations.map(({ sample, symbol, text }) => [sample, symbol, text])).toEqual([
      [1, 'V', ''],
      [2, '"', 'ate lunch'],
    ]);
  });
});

describe('EDF+D', () => {
  const gapped = (records: readonly (readonly number[])[]) =>
    edfBytes({
      kind: 'EDF+D',
      recordSeconds: 2,
      signals: [
        { label: 'II', records },
        { label: 'EDF Annotations', records: [recordText(100), recordText(103, [104, 'N'])] },
      ],
    });

  it('keeps a gap a gap on the true time axis', async () => {
    const { leads, annotations } = await read(
      gapped([
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ]),
    );
    const [lead] = leads;
    expect(lead && [...physicalSamples(lead)].map((value) => Math.round(value * 10))).toEqual([
      1,
      2,
      3,
      4,
      Number.NaN,
      Number.NaN,
      5,
      6,
      7,
      8,
    ]);
    expect(annotations[0]?.sample).toBe(8);
  });

  it('marks a gap by a value that no sample has, with more bits where all are taken', async () => {
    const low = await read(
      gapped([
        [-32_768, 2, 3, 4],
        [5, 6, 7, 8],
      ]),
    );
    expect([low.leads[0]?.missing, low.leads[0]?.digital.constructor.name]).toEqual([32_767, 'Int16Array']);
    const both = await read(gapped(RECORDS));
    expect([both.leads[0]?.missing, both.leads[0]?.digital.constructor.name]).toEqual([-(2 ** 31), 'Int32Array']);
    expect([...(both.leads[0]?.digital ?? [])].filter((value) => value !== both.leads[0]?.missing)).toEqual(
      RECORDS.flat(),
    );
  });

  it('says where a clock runs backwards, and refuses a gap of years', async () => {
    const texts = (second: number) => ({ label: 'EDF Annotations', records: [recordText(100), recordText(second)] });
    const back = await read(edfBytes({ kind: 'EDF+D', recordSeconds: 2, signals: [SIGNAL, texts(50)] }));
    expect(back.warnings).toEqual([expect.stringContaining('the one before: 1;')]);
    const years = edfBytes({ kind: 'EDF+D', recordSeconds: 2, signals: [SIGNAL, texts(1e9)] });
    expect(await refusal(years)).toMatchObject({
      code: 'edf-gap-too-long',
      found: expect.stringContaining(' s without a sample'),
    });
  });
});

describe('damaged EDF', () => {
  it('is read as far as it is whole, with a warning', async () => {
    const bytes = edfBytes(parts());
    const cut = await read(bytes.subarray(0, bytes.length - 1));
    expect(cut.leads[0]?.digital).toHaveLength(4);
    expect(cut.warnings).toEqual([expect.stringContaining('2 data records, and 1 are whole')]);
    const open = await read(edfBytes(parts({ statedRecords: -1 })));
    expect([open.leads[0]?.digital.length, open.warnings]).toEqual([8, []]);
  });

  it('is refused where nothing of it is whole, or its header makes no sense', async () => {
    const bytes = edfBytes(parts());
    expect(await refusal(bytes.subarray(0, 513))).toMatchObject({ code: 'edf-truncated', at: 'byte 512' });
    expect(await refusal(bytes.subarray(0, 300))).toMatchObject({
      code: 'edf-header-invalid',
      found: 'a file of 300 bytes',
    });
    expect(await refusal(overwritten(bytes, 376, 'abc'))).toMatchObject({
      field: 'signal 0 (ECG V1), digital minimum',
      found: '"abc000"',
      at: 'byte 376',
    });
    expect(await refusal(overwritten(bytes, 244, '0       '))).toMatchObject({ field: 'duration of a data record' });
  });

  it('keeps its date to itself where that is odd: a warning, never a refusal', async () => {
    const { warnings } = await read(overwritten(edfBytes(parts()), 168, '99.99.99'));
    expect(warnings).toEqual([expect.stringContaining('start date "99.99.99"')]);
  });
});
