import type { Page } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

/** Slots of checkpoints that were begun: with the second, the first is whole. Epochs may be faster than the storage. */
function slotsBegun(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('saved-race').catch(() => null);
    let slots = 0;
    if (folder) for await (const _ of folder.keys()) slots += 1;
    return slots;
  });
}

test('a training worker that ends without a word is noticed within two seconds; its race is offered, and the next one works', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await lab.chooseStrategies(['Intermediate']);
  // The slowest model and all the epochs there are: it still trains when both slots are begun.
  await lab.setEpochs(200);
  await lab.trainButton.click();
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await expect.poll(() => slotsBegun(page), { timeout: 60_000 }).toBe(2);
  const worker = page.workers().find((each) => /training/.test(each.url()));
  expect(worker).toBeDefined();
  await worker?.evaluate(() => self.close());
  await expect(train.getByText(/training worker: expected to go on running/i)).toBeVisible({ timeout: 2_000 });
  const offer = train.getByRole('region', { name: 'Interrupted training' });
  await expect(offer).toContainText(/Continue the training of \d\d:\d\d/, { timeout: 10_000 });
  await lab.setEpochs(1);
  await lab.train();
  expect(Object.keys(await lab.rows()).length).toBe(1);
});
