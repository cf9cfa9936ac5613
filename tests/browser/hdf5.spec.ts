import { hdf5Bytes } from '../fixtures/specimens/hdf5';
import { MLII, SAMPLES, V1 } from '../fixtures/specimens/waves';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

test('reads HDF5 with a library of its own, which the page asks for then and not before', async ({ page }) => {
  const bytes = await hdf5Bytes({ ecg: { data: [...MLII, ...V1], shape: [2, SAMPLES] } }, { fs: 250 });
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const chooser = page.waitForEvent('filechooser');
  await lab.header.getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles([{ name: 'walk.h5', mimeType: 'application/x-hdf5', buffer: Buffer.from(bytes) }]);
  await expect(lab.header).toContainText('1 patient', { timeout: 60_000 });
  await lab.room('Data').click();
  await expect(page.getByRole('row', { name: /Show walk/ })).toContainText('lead 1, lead 2');
  await expect(lab.problems).toHaveCount(0);
  expect(asked.filter((url) => url.includes('hdf5'))).not.toEqual([]);
});
