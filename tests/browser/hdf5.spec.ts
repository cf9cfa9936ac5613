import { endlessBytes, hdf5Bytes } from '../fixtures/specimens/hdf5';
import { MLII, SAMPLES, V1 } from '../fixtures/specimens/waves';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/x-hdf5',
  buffer: Buffer.from(bytes),
});

test('HDF5 has a library in a worker of its own: fetched when it is needed, stopped where it never ends', async ({
  page,
}) => {
  const walk = await hdf5Bytes({ ecg: { data: [...MLII, ...V1], shape: [2, SAMPLES] } }, { fs: 250 });
  const started: string[] = [];
  page.on('worker', (worker) => started.push(worker.url()));
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const before = asked.filter((url) => /hdf5/.test(url));
  const chooser = page.waitForEvent('filechooser');
  await lab.header.getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles([file('endless.mat', await endlessBytes()), file('walk.h5', walk)]);
  await expect(lab.header).toContainText('1 patient', { timeout: 60_000 });
  await lab.room('Data').click();
  await expect(page.getByRole('row', { name: /Show walk/ })).toContainText('lead 1, lead 2');
  await expect(lab.problems).toHaveText([/endless\.mat.*within 10 s, found none, so that the library was stopped/]);
  console.log(
    before,
    asked.filter((url) => /hdf5/.test(url)),
    started,
  );
});
