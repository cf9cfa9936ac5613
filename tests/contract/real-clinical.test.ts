import { describe, expect, it } from 'vitest';
import type { Recording } from '../../src/domain/recording';
import { countEach, readAll } from '../fixtures/read-all';
import { hasRealData, realData } from '../fixtures/real-data';
import golden from '../parity/golden/clinical.json';

const read = async (name: string): Promise<Recording> => (await readAll([realData(`formats/${name}`)]))[0] as Recording;

/** The furthest that II - I - III strays from 0 (Einthoven's law), in digital units. */
function einthovenError({ leads }: Recording): number {
  const [one, two, three] = ['I', 'II', 'III'].map((name) => leads.find((lead) => lead.name === name)?.digital ?? []);
  let worst = 0;
  for (let at = 0; at < (one?.length ?? 0); at++) {
    worst = Math.max(worst, Math.abs((two?.[at] as number) - (one?.[at] as number) - (three?.[at] as number)));
  }
  return worst;
}

describe.skipIf(!hasRealData('formats'))('recordings of clinical devices', () => {
  it('GE MUSE: every lead has the CRC-32 that the file states', async () => {
    for (const name of ['muse-xml/example1.xml', 'muse-xml/example2.xml']) {
      const { leads, warnings } = await read(name);
      expect(leads.map(({ digital, samplingRateHz }) => [digital.length, samplingRateHz])).toEqual(
        new Array(12).fill([5000, 500]),
      );
      expect(leads.filter(({ checksum }) => checksum === 'ok')).toHaveLength(8);
      expect(warnings).toEqual([]);
    }
  });

  it('Philips: the leads that XLI codes apart fulfil the law that ties them together', async () => {
    for (const [name, samples] of [
      ['sierra-xml/1_03_129DYPRG.xml', 5264],
      ['sierra-xml/1_04_3191723_ZZDEMOPTONLY.xml', 5300],
    ] as const) {
      const recording = await read(name);
      expect(recording.leads.map((lead) => lead.digital.length)).toEqual(new Array(12).fill(samples));
      expect(einthovenError(recording), name).toBeLessThanOrEqual(2);
      expect(recording.warnings).toEqual([expect.stringContaining('s are the recorder')]);
    }
  });

  it('HL7 aECG: twelve leads of 5,000 samples at 500 Hz, and the smallest document that is one', async () => {
    const recording = await read('hl7-aecg/hl7_example_aecg.xml');
    expect(recording.leads.map(({ digital, samplingRateHz }) => [digital.length, samplingRateHz])).toEqual(
      new Array(12).fill([5000, 500]),
    );
    expect(einthovenError(recording)).toBe(0);
    expect(recording.annotations.map(({ symbol }) => symbol).join('')).toBe('N'.repeat(12));
    const minimum = await read('hl7-aecg/minimum_aecg.xml');
    expect([minimum.subject, [...(minimum.leads[0]?.digital ?? [])]]).toEqual([
      'SBJ-123',
      [-2, -2, -2, -2, -3, -4, -3, -5, -5, -4, -6, -9, -9],
    ]);
  });

  it('Kardia: half a minute of one and of six leads, every block with its sum', async () => {
    for (const [name, leads] of [
      ['kardia-atc/1_lead.atc', 1],
      ['kardia-atc/6_lead.atc', 6],
    ] as const) {
      const recording = await read(name);
      expect(recording.leads.map(({ digital, checksum }) => [digital.length, checksum])).toEqual(
        new Array(leads).fill([9000, 'ok']),
      );
      expect(recording.warnings).toEqual([]);
      expect(recording.annotations.length).toBeGreaterThan(30);
    }
  });

  it('DICOM and SCP-ECG: every lead has the numbers that a decoder of another make finds, and Einthoven agrees', async () => {
    for (const { path, rate, leads } of golden) {
      const recording = await read(path.replace('formats/', ''));
      expect(
        recording.leads.map(({ digital, samplingRateHz }) => ({
          samples: digital.length,
          sum: Array.from(digital).reduce((total, value) => total + value, 0),
          weighted: Array.from(digital).reduce((total, value, at) => total + value * (at + 1), 0),
          first: digital[0],
          rate: samplingRateHz,
        })),
        path,
      ).toEqual(leads.map((lead) => ({ ...lead, rate })));
      expect(einthovenError(recording), path).toBe(0);
    }
  });

  it('DICOM: twelve leads of 10 s, 1.25 uV a step, what is remarked on them, and no median beat', async () => {
    const recording = await read('dicom/anonymous_ecg.dcm');
    expect(recording.leads.map(({ name }) => name).join(' ')).toBe('I II III aVR aVL aVF V1 V2 V3 V4 V5 V6');
    expect(recording.leads.map(({ gain, unit }) => `${gain} ${unit}`)).toEqual(new Array(12).fill('0.8 uV'));
    expect(recording.labels?.map(({ name }) => name)).toEqual(['RITMO SINUSALE', 'ECG NORMALE']);
    expect(countEach(recording.annotations.map(({ text }) => text))['QRS Onset']).toBe(11);
    expect(recording.warnings).toEqual([expect.stringContaining('group 2 (MEDIAN BEAT) was computed')]);
  });

  it('SCP-ECG: twelve leads of 10 s at 500 Hz, every section with its CRC', async () => {
    const { leads, warnings, subject } = await read('scp/example.scp');
    expect(leads.map(({ name }) => name).join(' ')).toBe('I II V1 V2 V3 V4 V5 V6 III aVR aVL aVF');
    expect(leads.map(({ gain, checksum }) => `${gain} ${checksum}`)).toEqual(new Array(12).fill('400 ok'));
    expect([warnings, subject]).toEqual([[], 'SBJ-123']);
  });
});
