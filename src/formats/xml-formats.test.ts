import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../tests/fixtures/memory-file';
import { HL7_AECG } from '../../tests/fixtures/specimens/hl7-aecg';
import { KARDIA_ATC } from '../../tests/fixtures/specimens/kardia-atc';
import { MUSE_XML } from '../../tests/fixtures/specimens/muse-xml';
import { SIERRA_PLAIN, SIERRA_SAMPLES, SIERRA_XLI } from '../../tests/fixtures/specimens/sierra-xml';
import { MLII, V1 } from '../../tests/fixtures/specimens/waves';
import { LabError } from '../domain/problem';
import type { Recording } from '../domain/recording';
import type { FormatReader } from './format';
import { hl7Aecg } from './hl7-aecg';
import { kardiaAtc } from './kardia-atc';
import { museXml } from './muse-xml';
import { sierraXml } from './sierra-xml';

async function read(reader: FormatReader, content: string | Uint8Array): Promise<Recording> {
  const file = memoryFile('a/x', content);
  return (await reader.read({ path: file.path, files: [file] }, { samplingRateHz: {} }))[0] as Recording;
}

async function refusal(reader: FormatReader, content: string | Uint8Array): Promise<LabError['problem']> {
  const thrown = await read(reader, content).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw new Error(`expected a refusal, found ${String(thrown)}`);
  return thrown.problem;
}

describe('GE MUSE XML', () => {
  it('is the rhythm strip with its checksums, and the limb leads that follow from two', async () => {
    const { leads, labels, subject } = await read(museXml, MUSE_XML);
    expect(leads.map(({ name, checksum }) => `${name} ${checksum}`)).toEqual([
      'I ok',
      'II ok',
      'III none',
      'aVR none',
      'aVL none',
      'aVF none',
    ]);
    expect([...(leads[0]?.digital ?? [])]).toEqual(MLII);
    expect([...(leads[2]?.digital ?? [])]).toEqual(MLII.map((value, at) => (V1[at] as number) - value));
    expect(leads[0]?.gain).toBeCloseTo(1 / 0.00488, 9);
    expect([subject, labels?.map(({ name }) => name)]).toEqual(['P9', ['Normal sinus rhythm', 'Left axis deviation']]);
  });

  it('says whose checksum is wrong, and which field makes no sense', async () => {
    const { leads, warnings } = await read(museXml, MUSE_XML.replace(/<LeadDataCRC32>\d+/, '<LeadDataCRC32>1'));
    expect([leads[0]?.checksum, warnings]).toEqual(['bad', [expect.stringContaining('I: expected the CRC-32 1')]]);
    expect(await refusal(museXml, MUSE_XML.replace('MICROVOLTS', 'VOLTS'))).toMatchObject({
      field: 'I, LeadAmplitudeUnits',
      found: '"VOLTS"',
    });
  });
});

describe('HL7 aECG', () => {
  it('has the samples, scale and beats of what was measured, not of what was derived', async () => {
    const { leads, annotations, subject } = await read(hl7Aecg, HL7_AECG);
    expect(
      leads.map(({ name, samplingRateHz, gain, baseline, unit }) => [name, samplingRateHz, gain, baseline, unit]),
    ).toEqual([
      ['II', 250, 0.4, -4, 'uV'],
      ['aVR', 250, 0.4, -4, 'uV'],
    ]);
    expect([...(leads[0]?.digital ?? [])]).toEqual(MLII);
    expect([subject, annotations.map(({ sample, symbol }) => [sample, symbol])]).toEqual(['SBJ-7', [[30, 'V']]]);
  });
});

describe('Philips Sierra XML', () => {
  it('is decoded from XLI, with the limb leads restored', async () => {
    const { leads, labels, subject } = await read(sierraXml, SIERRA_XLI);
    const { I, II } = SIERRA_SAMPLES;
    expect(leads.map(({ name }) => name)).toEqual(['I', 'II', 'III', 'aVR', 'aVL', 'aVF']);
    expect([...(leads[0]?.digital ?? [])]).toEqual(I);
    expect([...(leads[1]?.digital ?? [])]).toEqual(II);
    expect([...(leads[2]?.digital ?? [])]).toEqual(I.map((value, at) => (II[at] as number) - value - 1));
    expect([subject, labels]).toEqual(['P3', [{ scheme: 'statement', code: 'SR', name: 'SINUS RHYTHM' }]]);
  });

  it('is read plain as well, and refused where samples are missing', async () => {
    const { leads } = await read(sierraXml, SIERRA_PLAIN);
    expect(leads.map(({ digital }) => [...digital])).toEqual([SIERRA_SAMPLES.I, SIERRA_SAMPLES.II]);
    expect(
      await refusal(sierraXml, SIERRA_PLAIN.replace('durationperchannel="240"', 'durationperchannel="999"')),
    ).toMatchObject({ field: 'samples' });
  });
});

describe('Kardia ATC', () => {
  it('has its leads, beats and the sums of its blocks', async () => {
    const { leads, annotations, warnings } = await read(kardiaAtc, KARDIA_ATC);
    expect(leads.map(({ name, samplingRateHz, gain, checksum }) => [name, samplingRateHz, gain, checksum])).toEqual([
      ['I', 300, 2000, 'ok'],
      ['II', 300, 2000, 'ok'],
    ]);
    expect(annotations.map(({ sample, symbol }) => [sample, symbol])).toEqual([
      [20, 'Q'],
      [70, 'Q'],
    ]);
    const damaged = KARDIA_ATC.slice();
    damaged[110] = 255;
    expect((await read(kardiaAtc, damaged)).warnings).toEqual([expect.stringContaining('the block "ecg " is wrong')]);
    expect(warnings).toEqual([]);
    expect(await refusal(kardiaAtc, KARDIA_ATC.subarray(0, 100))).toMatchObject({
      code: 'kardia-atc-damaged',
      field: 'block "ecg"',
    });
  });
});

describe('XML', () => {
  it('that defines entities is refused unread, however often they repeat each other', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE RestingECG [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><RestingECG>&b;</RestingECG>`;
    expect(await refusal(museXml, bomb)).toMatchObject({ code: 'xml-entities' });
  });

  it('with elements deeper in each other than any ECG has them is refused before it is walked', async () => {
    const deep = `<RestingECG>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</RestingECG>`;
    expect(await refusal(museXml, deep)).toMatchObject({ found: 'more than 100 elements inside each other' });
  });

  it('that is cut off is refused with its place', async () => {
    expect(await refusal(museXml, MUSE_XML.slice(0, 500))).toMatchObject({
      code: 'xml-invalid',
      at: expect.stringMatching(/^line \d+/),
    });
  });

  it('may be in another encoding', async () => {
    const utf16 = Buffer.from(`\ufeff${MUSE_XML.replace('encoding="ISO-8859-1"', 'encoding="utf-16"')}`, 'utf16le');
    expect((await read(museXml, new Uint8Array(utf16))).leads).toHaveLength(6);
  });
});
