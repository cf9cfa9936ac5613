import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { REFERENCE_PARTS, type ScpParts, scpBytes } from '../../../tests/fixtures/specimens/scp-ecg';
import { MLII, V1 } from '../../../tests/fixtures/specimens/waves';
import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { scpEcg } from '.';

async function read(bytes: Uint8Array): Promise<Recording> {
  const file = memoryFile('a/x.scp', bytes);
  return (await scpEcg.read({ path: file.path, files: [file] }, { samplingRateHz: {} }))[0] as Recording;
}

async function refusal(parts: ScpParts): Promise<LabError['problem']> {
  const thrown = await read(scpBytes(parts)).catch((error: unknown) => error);
  if (!(thrown instanceof LabError)) throw new Error(`expected a refusal, found ${String(thrown)}`);
  return thrown.problem;
}

describe('SCP-ECG', () => {
  it('has the same samples in whichever way they were coded', async () => {
    for (const huffmanTables of [undefined, 19_999]) {
      for (const differences of [0, 1, 2] as const) {
        const { leads } = await read(scpBytes({ ...(huffmanTables && { huffmanTables }), differences }));
        expect(
          leads.map(({ digital }) => [...digital]),
          `${huffmanTables}, ${differences}`,
        ).toEqual([MLII, V1]);
      }
    }
    expect((await read(scpBytes(REFERENCE_PARTS))).leads.map(({ digital }) => [...digital])).toEqual([MLII, V1]);
  });

  it('has leads, scale, the number of the patient and the statements', async () => {
    const { leads, subject, labels, warnings } = await read(scpBytes());
    expect(leads.map(({ name, samplingRateHz, gain, checksum }) => [name, samplingRateHz, gain, checksum])).toEqual([
      ['I', 250, 200, 'ok'],
      ['V1', 250, 200, 'ok'],
    ]);
    expect([subject, labels?.map(({ name }) => name), warnings]).toEqual(['S-81', ['Sinus rhythm'], []]);
  });

  it('says whose CRC is wrong', async () => {
    const bytes = scpBytes();
    const at = bytes.length - 16 - 28 - 4;
    bytes[at] = (bytes[at] as number) ^ 1;
    const { leads, warnings } = await read(bytes);
    expect(leads.map(({ checksum }) => checksum)).toEqual(['bad', 'bad']);
    expect(warnings).toEqual([
      expect.stringContaining('the CRC of the whole record is wrong'),
      expect.stringContaining('the CRC of section 6 is wrong'),
    ]);
  });

  it('refuses what would give wrong samples', async () => {
    expect(await refusal({ bimodal: 1 })).toMatchObject({ field: 'section 6, compression' });
    expect(await refusal({ huffmanTables: 2 })).toMatchObject({ found: '2 of its own' });
    expect(
      await refusal({
        ...REFERENCE_PARTS,
        beats: [
          [11, 14, 18],
          [18, 20, 24],
        ],
      }),
    ).toMatchObject({
      field: 'section 4, beat 2',
      expected: 'a start after sample 18 and before its end',
    });
  });
});
