import type { Page } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

test('a race is paused, stepped, changed, resumed, and stopped to be judged', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  // One of them so slow that the race still runs whenever a button is pressed.
  await lab.chooseStrategies(['Intermediate', 'Frequency only']);
  await lab.setEpochs(40);
  await page.evaluate(() => scrollTo(0, 0));
  await lab.trainButton.click();
  const train = page.getByRole('region', { name: 'Train', exact: true });
  const button = (name: string) => train.getByRole('button', { name, exact: true });
  const status = train.getByRole('status');
  const curves = train.getByRole('img', { name: /ccuracy/ });
  await expect(curves).toBeVisible({ timeout: 120_000 });

  await button('Pause').click();
  await expect(status).toHaveText('Training is paused.');
  await expect(button('Stop and judge')).toHaveAccessibleDescription(/judges what has been learned\. Cancel/);
  const standing = train.getByText(/^Paused in epoch/);
  const before = await standing.textContent();
  await page.waitForTimeout(1_500);
  await expect(standing).toHaveText(before ?? '');

  await button('One epoch').click();
  await expect(standing).toContainText('100 % of it done', { timeout: 60_000 });
  await button('One step').click();
  await expect(status).toHaveText('Training is paused.');

  const settings = train.locator('summary', { hasText: 'Settings' });
  await settings.click();
  await train.getByLabel('Learning rate').fill('0.0005');
  await train.getByLabel('Learning rate').press('Enter');
  await train.getByLabel('Class weighting').selectOption('none');
  await expect(train.getByLabel('Epochs', { exact: true })).toBeDisabled();
  await settings.click();
  await expect(train.getByRole('img', { name: /learning rate 0\.001 → 0\.0005 in epoch/ })).toBeVisible();

  await page.keyboard.press('p');
  await expect(status).toHaveText('Training runs.');
  await button('Stop and judge').click();
  await lab.trained();
  await expect(train.getByText(/Stopped by hand after/).first()).toBeVisible();
  expect(Object.keys(await lab.rows()).length).toBe(2);
});

test('an interrupted race is offered after a reload: it goes on, or is forgotten', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  // So long that it still trains whenever the page is reloaded.
  await lab.chooseStrategies(['Intermediate']);
  await lab.setEpochs(200);
  await lab.trainButton.click();
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await expect(train.getByRole('img', { name: /ccuracy/ })).toBeVisible({ timeout: 120_000 });
  await expect(train.getByText(/^[3-9] of 200|^\d{2,3} of 200/)).toBeVisible({ timeout: 60_000 });
  await lab.open('?backend=wasm');
  const offer = train.getByRole('region', { name: 'Interrupted training' });
  await expect(offer).toContainText(/Continue the training of \d\d:\d\d, epoch \d+ of 200\?/);

  await offer.getByRole('button', { name: 'Continue' }).click();
  await expect(train.getByRole('button', { name: 'Stop and judge' })).toBeEnabled({ timeout: 60_000 });
  await expect(offer).toHaveCount(0);
  await lab.open('?backend=wasm');
  await offer.getByRole('button', { name: 'Discard' }).click();
  await expect(offer).toHaveCount(0);
  await lab.open('?backend=wasm');
  await expect(lab.trainButton).toBeEnabled();
  await expect(offer).toHaveCount(0);
});

/** Every point of the curves as Plotly holds it, to the last bit: losses of training and validation after each epoch. */
async function lossesOf(page: Page): Promise<unknown> {
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await train.getByText('Loss', { exact: true }).click();
  await train.getByText('Both', { exact: true }).click();
  await expect(train.getByRole('img', { name: /^Loss/ })).toBeVisible();
  return train
    .locator('.js-plotly-plot')
    .evaluate((plot) =>
      (plot as unknown as { data: { name: string; y: number[] }[] }).data.map(({ name, y }) => ({ name, y: [...y] })),
    );
}

test('a race that goes on after a reload ends with the very losses of one that was never interrupted', async ({
  page,
}) => {
  const lab = new LabPage(page);
  const train = page.getByRole('region', { name: 'Train', exact: true });
  const begin = async (): Promise<void> => {
    await lab.open('?backend=wasm');
    await lab.chooseStrategies(['Intermediate', 'Frequency only']);
    await lab.setEpochs(8);
  };
  await begin();
  await lab.train();
  const unbroken = await lossesOf(page);
  const results = await lab.rows();

  await begin();
  await lab.trainButton.click();
  await expect(train.getByRole('img', { name: /ccuracy/ })).toBeVisible({ timeout: 120_000 });
  // What is behind it then has a checkpoint.
  await expect(train.getByText(/^[2-6] of 8/)).toBeVisible({ timeout: 60_000 });
  await train.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(train.getByText(/^Paused in epoch [2-8]/)).toBeVisible();
  await lab.open('?backend=wasm');
  await train.getByRole('region', { name: 'Interrupted training' }).getByRole('button', { name: 'Continue' }).click();
  await expect(train.getByRole('button', { name: 'Stop and judge' })).toBeVisible();
  await lab.trained();
  const continued = await lossesOf(page);
  expect(continued).toEqual(unbroken);
  expect((continued as { y: number[] }[]).map(({ y }) => y.length)).toEqual([8, 8, 8, 8]);
  // All but the speed, which is the last number of a row.
  const judged = (rows: Record<string, string[]>) =>
    Object.fromEntries(
      Object.entries(rows).map(([name, cells]) => [name, cells.filter((cell) => /^\d+\.\d+/.test(cell))]),
    );
  expect(judged(await lab.rows())).toEqual(judged(results));
});
