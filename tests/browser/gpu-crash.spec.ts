import { expect, test } from './lab-test';
import { LabPage } from './the-page';

test('a race outlives crashes of the GPU process: on a new device first, then on the next backend', async ({
  page,
  browser,
}) => {
  const lab = new LabPage(page);
  await lab.open('?backend=webgpu');
  // A test that takes "no WebGPU" for success would prove nothing: the adapter first.
  expect(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()))).toBe(true);
  expect(await lab.engine()).toContain('WebGPU');
  await lab.chooseStrategies(['Rhythm only']);
  // More than a fast machine trains before it is stopped.
  await lab.setEpochs(200);
  await lab.trainButton.click();
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await expect(train.getByText(/^[2-9] of 200|^\d{2,3} of 200/)).toBeVisible({ timeout: 200_000 });

  const protocol = await browser.newBrowserCDPSession();
  const crash = () => protocol.send('Browser.crashGpuProcess').catch(() => undefined);
  // How soon is for tests/bench/lost-device.ts: here the machine may be busy.
  const goesOn = (backend: string) => train.getByText(new RegExp(`training device was lost.*with ${backend}`));
  await crash();
  await expect(goesOn('WebGPU')).toHaveCount(1, { timeout: 60_000 });
  // Its models are compiled anew, which takes a software adapter a while.
  const epochs = train.getByText(/^\d+ of 200/).first();
  const before = (await epochs.textContent()) ?? '';
  await expect(epochs).not.toHaveText(before, { timeout: 120_000 });
  await crash();
  await expect(goesOn('WASM')).toHaveCount(1, { timeout: 60_000 });
  await train.getByRole('button', { name: 'Stop and judge', exact: true }).click();
  await lab.trained();
  expect(Object.keys(await lab.rows())).toEqual(['Rhythm only']);
});
