import type { Worker } from '@playwright/test';
import { endlessBytes, hdf5Bytes } from '../fixtures/specimens/hdf5';
import { MLII, SAMPLES, V1 } from '../fixtures/specimens/waves';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/x-hdf5',
  buffer: Buffer.from(bytes),
});

test('HDF5 has a library in a worker of its own, started for the first such file and ended where it never comes back', async ({
  page,
}) => {
  const walk = await hdf5Bytes(
    { ecg: { data: [MLII, MLII, MLII, V1, V1, V1].flat(), shape: [2, 3 * SAMPLES] } },
    { fs: 250 },
  );
  const libraries: Worker[] = [];
  page.on('worker', (worker) => {
    if (worker.url().includes('hdf5')) libraries.push(worker);
  });
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  expect(libraries).toHaveLength(0);
  const chooser = page.waitForEvent('filechooser');
  await lab.header.getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles([file('endless.mat', await endlessBytes()), file('walk.h5', walk)]);
  await expect(lab.header).toContainText('1 patient', { timeout: 60_000 });
  await lab.room('Data').click();
  await expect(page.getByRole('row', { name: /Show walk/ })).toContainText('lead 1, lead 2');
  await expect(lab.problems).toHaveText([/endless\.mat.*within 10 s, found none, so that the library was stopped/]);
  expect(libraries).toHaveLength(2);
  // The page hears of a worker's end later than it asks for it.
  await expect
    .poll(() =>
      page
        .workers()
        .filter((worker) => libraries.includes(worker))
        .map((worker) => libraries.indexOf(worker)),
    )
    .toEqual([1]);
});
