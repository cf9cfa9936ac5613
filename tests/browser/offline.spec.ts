import type { Page } from '@playwright/test';
import { specimens } from '../fixtures/specimens';
import { expect, test } from './lab-test';
import { waitUntilOfflineReady } from './service-worker';
import { LabPage } from './the-page';

/** A second visit, with the network cut. */
async function openOffline(page: Page): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await waitUntilOfflineReady(page);
  await page.context().setOffline(true);
  await page.reload();
  await expect(lab.header).toContainText('24 patients');
  return lab;
}

test('trains with the network cut: workers, WASM and built-in data included', async ({ page }) => {
  const lab = await openOffline(page);
  await expect(lab.header).toContainText('ready offline');
  await lab.chooseStrategies(['Frequency only', 'Rhythm only']);
  await lab.setEpochs(1);
  await lab.train();
  expect(Object.keys(await lab.rows()).length).toBe(2);
  // Plotly, too, comes from this machine.
  await expect(page.locator('.js-plotly-plot').first()).toBeVisible();
});

test('opens a file of every format with the network cut: no reader was left on the server', async ({ page }) => {
  const lab = await openOffline(page);
  const ofEachFormat = new Map((await specimens()).toReversed().map((specimen) => [specimen.format, specimen]));
  for (const { files } of ofEachFormat.values()) {
    const named = await Promise.all(
      files.map(async (file) => ({
        name: file.path.slice(file.path.lastIndexOf('/') + 1),
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(await file.read()),
      })),
    );
    const chooser = page.waitForEvent('filechooser');
    await lab.header.getByRole('button', { name: 'Open files' }).click();
    await (await chooser).setFiles(named);
    await expect(lab.header).not.toContainText('24 patients');
  }
  await lab.room('Data').click();
  const names = await page.getByRole('row', { name: /Show/ }).getByRole('rowheader').allTextContents();
  // An array of NumPy says no sampling rate; three formats hold the same ECG under the name `one`.
  await expect(page.getByText('leads.npy does not say how many samples a second')).toBeVisible();
  expect(new Set(names)).toEqual(
    new Set([
      ...[
        '100',
        'ecg_2020-02-01',
        'four',
        'holter',
        'kardia',
        'made up',
        'mitbih_test',
        'muse',
        'one',
        'plain',
        'trial',
      ],
      ...['walk', 'xli'],
    ]),
  );
  for (const problem of await lab.problems.allTextContents()) expect(problem).toContain('to filter');
});
