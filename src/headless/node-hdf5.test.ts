import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { endlessBytes, hdf5Bytes } from '../../tests/fixtures/specimens/hdf5';
import { MLII, SAMPLES, V1 } from '../../tests/fixtures/specimens/waves';
import { inspect } from './inspect';
import { nodeHdf5 } from './node-hdf5';

const folder = mkdtempSync(join(tmpdir(), 'lab-hdf5-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MATRIX = { ecg: { data: [...MLII, ...V1], shape: [2, SAMPLES] } };

it('stops a thread whose library never ends, and gives the next file another', async () => {
  const library = nodeHdf5(300);
  expect((await library.arraysIn(await endlessBytes(), true)).kind).toBe('silent');
  const outcome = await library.arraysIn(await hdf5Bytes(MATRIX), false);
  expect(outcome).toMatchObject({ kind: 'arrays', arrays: [{ name: 'ecg', shape: [2, SAMPLES] }] });
});

it('is there for "lab inspect"', async () => {
  const path = join(folder, 'walk.h5');
  writeFileSync(path, await hdf5Bytes(MATRIX, { fs: 250 }));
  expect(await inspect([path])).toMatchObject([
    { name: 'walk', format: 'hdf5', durationSeconds: SAMPLES / 250, leads: [{ name: 'lead 1' }, { name: 'lead 2' }] },
  ]);
});
