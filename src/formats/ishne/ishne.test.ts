import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { ishneBytes } from '../../../tests/fixtures/specimens/ishne';
import { MLII, SAMPLES, V1 } from '../../../tests/fixtures/specimens/waves';
import type { Recording } from '../../domain/recording';
import { ishne } from '.';

async function read(bytes: Uint8Array): Promise<Recording> {
  const file = memoryFile('a/x.ecg', bytes);
  return (await ishne.read({ path: file.path, files: [file] }, { samplingRateHz: {} }))[0] as Recording;
}

describe('ISHNE', () => {
  it('has its leads by their codes, in their own resolution, and the number of the patient', async () => {
    const { leads, subject, warnings } = await read(ishneBytes());
    expect(leads.map(({ name, samplingRateHz, gain }) => [name, samplingRateHz, gain])).toEqual([
      ['II', 200, 200],
      ['V1', 200, 400],
    ]);
    expect(leads.map(({ digital }) => [...digital])).toEqual([MLII, V1.map((value) => -value)]);
    expect([subject, warnings]).toEqual(['H-12', []]);
  });

  it('may count the samples of all leads together', async () => {
    const { leads, warnings } = await read(ishneBytes({ samples: 2 * SAMPLES }));
    expect([leads[0]?.digital.length, warnings]).toEqual([SAMPLES, []]);
  });

  it('says what is missing, and that its header was changed', async () => {
    const cut = await read(ishneBytes().subarray(0, 526 + 40));
    expect([cut.leads[0]?.digital.length, cut.warnings]).toEqual([
      10,
      [expect.stringContaining('cut off at byte 566')],
    ]);
    const changed = ishneBytes();
    changed[272] = 250;
    expect((await read(changed)).warnings).toEqual([expect.stringContaining('the CRC of the header is wrong')]);
    await expect(read(ishneBytes().subarray(0, 100))).rejects.toMatchObject({ problem: { code: 'ishne-invalid' } });
  });
});
