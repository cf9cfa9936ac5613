import { expect, test } from './lab-test';
import { waitUntilOfflineReady } from './service-worker';
import { LabPage } from './the-page';

test('trains with the network cut: workers, WASM and built-in data included', async ({ page, context }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await waitUntilOfflineReady(page);
  await context.setOffline(true);
  await page.reload();
  await expect(lab.header).toContainText('24 patients');
  await expect(lab.header).toContainText('ready offline');
  await lab.chooseStrategies(['Frequency only', 'Rhythm only']);
  await lab.setEpochs(1);
  await lab.train();
  expect(Object.keys(await lab.rows()).length).toBe(2);
  // Plotly, too, comes from this machine.
  await expect(page.locator('.js-plotly-plot').first()).toBeVisible();
});
