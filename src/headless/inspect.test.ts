import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specimens } from '../../tests/fixtures/specimens';
import { inspect } from './inspect';
import { findFiles } from './node-files';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));

/** Some of the specimens; a new format changes nothing here. */
const SHOWN = new Set([
  'format 212',
  'format 16',
  'decimal comma, time, symbols',
  'with annotations beside it',
  'a record',
]);

beforeAll(async () => {
  mkdirSync(join(folder, 'made-up'));
  mkdirSync(join(folder, 'in'));
  for (const { files, name } of await specimens()) {
    if (!SHOWN.has(name)) continue;
    for (const file of files) writeFileSync(join(folder, file.path), await file.read());
  }
  writeFileSync(join(folder, 'bare.csv'), '1\n2\n3\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('inspect', () => {
  it('gives the documented object for a record, found from its header alone', async () => {
    const lead = { samplingRateHz: 360, samples: 120, unit: 'mV', checksum: 'ok' };
    expect(await inspect([join(folder, 'made-up/100.hea')])).toEqual([
      {
        name: '100',
        format: 'wfdb',
        leads: [
          { name: 'MLII', ...lead },
          { name: 'V1', ...lead },
        ],
        durationSeconds: 120 / 360,
        beats: { N: 1, V: 1, A: 1 },
        warnings: [],
      },
    ]);
  });

  it('reads whole folders, in order', async () => {
    const entries = await inspect([folder], 250);
    expect(entries.map((entry) => ('error' in entry ? entry.error.code : `${entry.format} ${entry.name}`))).toEqual([
      'wfdb 100',
      'wfdb 100',
      'wfdb 100',
      'csv bare',
      'csv walk',
      'csv walk',
    ]);
  });

  it('gives an error object with every part of the sentence', async () => {
    const file = join(folder, 'bare.csv');
    const [entry] = await inspect([file]);
    expect(entry).toMatchObject({ file, error: { code: 'sampling-rate-needed', field: 'sampling rate', at: '' } });
    const parts = entry && 'error' in entry ? Object.keys(entry.error).sort() : [];
    expect(parts).toEqual(['at', 'code', 'expected', 'field', 'fix', 'found', 'message']);
  });

  it('tells of a path that does not exist and reads the others', async () => {
    const entries = await inspect([join(folder, 'nowhere'), join(folder, 'made-up/walk.csv')]);
    expect(entries).toMatchObject([
      { file: join(folder, 'nowhere'), error: { code: 'path-missing', found: 'nothing there' } },
      { name: 'walk' },
    ]);
  });

  it('tells of an empty folder', async () => {
    expect(await inspect([join(folder, 'in')])).toMatchObject([{ error: { code: 'no-files' } }]);
  });
});

it('findFiles reads parts of files from the disk', async () => {
  const { files } = await findFiles([join(folder, 'bare.csv')]);
  const text = (bytes?: Uint8Array): string => new TextDecoder().decode(bytes);
  expect(files[0]?.size).toBe(6);
  expect(text(await files[0]?.read())).toBe('1\n2\n3\n');
  expect(text(await files[0]?.read(2, 4))).toBe('2\n');
  expect(text(await files[0]?.read(4, 99))).toBe('3\n');
});
