import { expect, test } from './lab-test';
import { LabPage } from './the-page';

test('a training worker that ends without a word is noticed within two seconds; its race is offered, and the next one works', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await lab.chooseStrategies(['Rhythm only']);
  await lab.setEpochs(200);
  await lab.trainButton.click();
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await expect(train.getByText(/^[3-9] of 200|^\d\d of 200/)).toBeVisible({ timeout: 60_000 });
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
