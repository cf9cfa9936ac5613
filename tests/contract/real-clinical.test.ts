import { describe, expect, it } from 'vitest';
import type { Recording } from '../../src/domain/recording';
import { readRecordings } from '../../src/headless/read-recordings';
import { hasRealData, realData } from '../fixtures/real-data';

const read = async (name: string): Promise<Recording> =>
  (await readRecordings(realData(`formats/${name}`), [], () => undefined))[0] as Recording;

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
});
