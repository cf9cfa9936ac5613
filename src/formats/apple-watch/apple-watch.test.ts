import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../../tests/fixtures/memory-file';
import { WATCH_ENGLISH, WATCH_GERMAN } from '../../../tests/fixtures/specimens/apple-watch';
import type { Recording } from '../../domain/recording';
import { appleWatch } from '.';

async function read(text: string): Promise<Recording> {
  const files = [memoryFile('a/ecg_2020-02-01.csv', text)];
  const [claim] = await appleWatch.claim(files);
  if (!claim) throw new Error('nothing claimed');
  return (await appleWatch.read(claim, { samplingRateHz: {} }))[0] as Recording;
}

describe('the ECG of an Apple Watch', () => {
  it('is one lead in microvolts with what the watch said of it', async () => {
    const { leads, labels, name } = await read(WATCH_ENGLISH);
    expect(leads).toMatchObject([{ name: 'I', samplingRateHz: 512, unit: '\u00b5V', gain: 1 }]);
    expect(leads[0]?.digital).toHaveLength(120);
    expect(leads[0]?.digital[1]).toBeCloseTo(133.38, 3);
    expect([name, labels]).toEqual([
      'ecg_2020-02-01',
      [{ scheme: 'statement', code: 'Atrial Fibrillation', name: 'Atrial Fibrillation' }],
    ]);
  });

  it('has its headings in the language of the phone, and its decimal comma', async () => {
    const { leads, labels } = await read(WATCH_GERMAN);
    expect(leads[0]).toMatchObject({ name: 'I', samplingRateHz: 512.5, unit: '\u00b5V' });
    expect([...(leads[0]?.digital ?? [])]).toEqual([...((await read(WATCH_ENGLISH)).leads[0]?.digital ?? [])]);
    expect(labels?.[0]?.name).toBe('Sinusrhythmus');
  });

  it('keeps neither name nor date of birth', async () => {
    for (const text of [WATCH_ENGLISH, WATCH_GERMAN]) {
      expect(JSON.stringify(await read(text))).not.toMatch(/nobody|niemand|1903/i);
    }
  });

  it('says in which line it is damaged, without repeating what stands above', async () => {
    const damaged = WATCH_ENGLISH.split('\n').with(60, 'oops').join('\n');
    await expect(read(damaged)).rejects.toMatchObject({ problem: { at: 'line 61', found: '"oops"' } });
  });

  it('is told from other tables by its values', async () => {
    const table = memoryFile('t.csv', 'fs,250\nECG_mV\n1\n2\n3\n4\n');
    const cut = memoryFile('c.csv', WATCH_ENGLISH.slice(0, 120));
    expect(await appleWatch.claim([table, cut])).toEqual([]);
  });
});
