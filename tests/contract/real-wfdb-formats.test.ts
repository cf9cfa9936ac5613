/** Sample records in every signal format and layout, against a reader of their own in tests/parity/wfdb_samples.py. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Lead, Recording } from '../../src/domain/recording';
import { parseAnnotations } from '../../src/formats/wfdb/annotations';
import { findFiles } from '../../src/headless/node-files';
import { checksums, readAll } from '../fixtures/read-all';
import { hasRealData, realData } from '../fixtures/real-data';

interface GoldenSignal {
  readonly samples: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** As text: they pass 2^53. */
  readonly sum: string;
  readonly squares: string;
}

const golden = JSON.parse(
  readFileSync(new URL('../parity/golden/wfdb-samples.json', import.meta.url), 'utf8'),
) as Record<string, readonly GoldenSignal[]>;

const FOLDER = 'formats/wfdb';

async function record(name: string): Promise<Recording> {
  const [only] = await readAll([`${realData(FOLDER)}/${name}.hea`]);
  if (!only) throw new Error(`${name} was not read`);
  return only;
}

function told({ digital }: Lead): GoldenSignal {
  let sum = 0n;
  let squares = 0n;
  for (const value of digital) {
    sum += BigInt(value);
    squares += BigInt(value) ** 2n;
  }
  const [first, last] = [[...digital.slice(0, 4)], [...digital.slice(-4)]];
  return { samples: digital.length, first, last, sum: String(sum), squares: String(squares) };
}

describe.skipIf(!hasRealData(FOLDER))('sample records of every signal format', () => {
  it.each(Object.keys(golden).filter((name) => name !== '03700181'))(
    '%s: every checksum right, every signal as another reader finds it',
    async (name) => {
      const recording = await record(name);
      expect(checksums([recording])).toEqual({ ok: golden[name]?.length });
      expect(recording.leads.map(told)).toEqual(golden[name]);
      expect(recording.warnings).toEqual([expect.stringContaining('no annotation file beside it')]);
    },
  );

  it('03700181: four samples a frame of one signal; the one that lags by four frames is moved to its place', async () => {
    const { leads, annotationRateHz } = await record('03700181');
    const [mcl1, abp, resp] = leads as [Lead, Lead, Lead];
    expect(leads.map(({ checksum }) => checksum)).toEqual(['ok', 'ok', 'ok']);
    expect(leads.map(({ samplingRateHz }) => samplingRateHz)).toEqual([500, 125, 125]);
    expect(annotationRateHz).toBe(125);
    expect([told(mcl1), told(abp)]).toEqual(golden['03700181']?.slice(0, 2));
    const raw = golden['03700181']?.[2] as GoldenSignal;
    expect([...resp.digital.slice(-8)]).toEqual([...raw.last, -2048, -2048, -2048, -2048]);
    const front = raw.first.reduce((sum, value) => sum + value, 0);
    expect(Number(told(resp).sum)).toBe(Number(raw.sum) - front - 4 * 2048);
  });

  it('binformats: the kind of array that holds each format, and its value for a missing sample', async () => {
    const { leads } = await record('binformats');
    expect(leads.map(({ digital, missing }) => [digital.constructor.name, missing])).toEqual([
      ['Int32Array', null],
      ['Int16Array', -(2 ** 15)],
      ['Int16Array', -(2 ** 15)],
      ['Int16Array', -(2 ** 7)],
      ['Int16Array', -(2 ** 15)],
      ['Int16Array', -(2 ** 11)],
      ['Int16Array', -(2 ** 9)],
      ['Int16Array', -(2 ** 9)],
      ['Int32Array', -(2 ** 23)],
      ['Int32Array', -(2 ** 31)],
    ]);
  });

  it('flacformats: the samples of 16 bits are those of binformats', async () => {
    const flac = await record('flacformats');
    expect(checksums([flac])).toEqual({ ok: 3 });
    expect(flac.leads.map(({ digital }) => digital.length)).toEqual([499, 499, 499]);
    expect(flac.leads.map(({ digital }) => digital[0])).toEqual([-127, -32_766, -8_388_605]);
    const bits = await record('binformats');
    expect([...(flac.leads[1]?.digital ?? [])]).toEqual([...(bits.leads[1]?.digital ?? [])]);
  });

  it('041s: joined of two segments, leads at 500 and 125 Hz', async () => {
    const { leads, name } = await record('multi-segment/041s/041s');
    expect(name).toBe('041s');
    expect(leads.map((lead) => [lead.name, lead.samplingRateHz, lead.digital.length, lead.unit])).toEqual([
      ['III', 500, 8000, 'mV'],
      ['I', 500, 8000, 'mV'],
      ['V', 500, 8000, 'mV'],
      ['ABP', 125, 2000, 'mmHg'],
      ['PAP', 125, 2000, 'mmHg'],
      ['PLETH', 125, 2000, 'mV'],
      ['RESP', 125, 2000, 'mV'],
    ]);
  });

  it('p000878: variable layout; segments that are not here are gaps, and said to be', async () => {
    const { leads, subject, warnings } = await record('multi-segment/p000878/p000878-2137-10-26-16-57');
    expect(subject).toBe('mimic/p000878');
    expect(leads.map(({ name, checksum }) => [name, checksum])).toEqual([
      ['PLETH', 'ok'],
      ['II', 'ok'],
      ['V', 'none'],
      ['ABP', 'none'],
    ]);
    const present = leads.map(({ digital, missing }) => digital.findIndex((value) => value !== missing));
    expect(leads.map(({ digital }) => digital.length)).toEqual([7500, 7500, 7500, 7500]);
    // PLETH is in both segments, II only in the second, which begins at 3750 + 2000.
    expect(present[0]).toBeGreaterThanOrEqual(3750);
    expect(present[1]).toBeGreaterThanOrEqual(5750);
    expect(warnings[0]).toContain('30 of 32 segments could not be read and are gaps: 3269321_0003');
    expect(warnings[1]).toContain('ends with its last segment that was read, at sample 7500 of 52725000');
    expect(warnings[2]).toContain('no segment that was read has samples of V, ABP');
  });

  it('huge.qrs: one beat behind jumps that only several skips can make', async () => {
    const { files } = await findFiles([`${realData(FOLDER)}/huge.qrs`]);
    const { annotations } = parseAnnotations((await files[0]?.read()) ?? new Uint8Array());
    expect(annotations.map(({ sample, symbol }) => [sample, symbol])).toEqual([[10_000_000_000, 'N']]);
  });

  it('s0010_re: what the header says of the patient', async () => {
    const { labels } = await record('s0010_re');
    expect(labels?.map(({ scheme, name }) => [scheme, name])).toEqual([
      ['statement', 'Myocardial infarction'],
      ['statement', 'Diabetes mellitus'],
    ]);
  });
});
