import { expect, test } from './lab-test';
import { LabPage } from './the-page';

test('a heartbeat is drawn before anything was chosen, in every representation, and says that it is synthetic', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await expect(lab.header).toContainText('synthetic');
  for (const name of ['Time', 'Frequency', 'Spectrogram', 'Rhythm']) {
    await expect(
      page.getByRole('article', { name, exact: true }).getByRole('img', { name: /of the selected beat/ }),
    ).toBeVisible();
  }
  const ink = await page
    .getByRole('application', { name: /^ECG of P01/ })
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, width, height);
      const colours = new Set<string>();
      for (let at = 0; at < data.length; at += 4) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
      return colours.size;
    });
  expect(ink).toBeGreaterThan(10);
});

test('the quick preset races six strategies, and Results says what it may', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await page.keyboard.press('t');
  await expect(lab.cancelButton).toBeVisible();
  await expect(
    page
      .getByRole('region', { name: 'Train' })
      .getByRole('img', { name: /ccuracy/ })
      .or(page.locator('.js-plotly-plot'))
      .first(),
  ).toBeVisible({ timeout: 90_000 });
  await lab.trained();
  const rows = await lab.rows();
  expect(Object.keys(rows).length).toBe(6);
  for (const cells of Object.values(rows)) expect(cells.join(' ')).toMatch(/\d\d\.\d/);
  await expect(lab.results).toContainText('synthetic');
  await expect(lab.results).toContainText('test part');
  await expect(lab.results).toContainText(/[Oo]ne seed/);

  // Late fusion: dragging a weight moves the row at once, without training.
  await lab.results.getByRole('tab', { name: /late weights/i }).click();
  const slider = lab.results.getByRole('slider', { name: /^Weight of/ }).first();
  const late = async () =>
    Object.entries(await lab.rows())
      .find(([name]) => name.startsWith('Late'))?.[1]
      .join(' ');
  const before = await late();
  expect(before).toBeDefined();
  const at = Number(await slider.inputValue());
  await slider.focus();
  await page.keyboard.press(at > 0.5 ? 'Home' : 'End');
  await expect.poll(late).not.toBe(before);
  await expect(lab.trainButton).toBeVisible();

  // Early fusion: why it plateaus, and the cure.
  await lab.results.getByRole('tab', { name: /early plateaus/i }).click();
  await lab.results.getByRole('button', { name: /equal weight/i }).click();
  await expect(lab.room('Compare')).toBeVisible();
  await lab.room('Fusion').click();
  await expect(
    page.getByRole('region', { name: 'Fusion' }).getByRole('checkbox', { name: /^Equal weight/ }),
  ).toBeChecked();
});

test('a race is cancelled and another can start', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await lab.setEpochs(200);
  await lab.trainButton.click();
  await expect(lab.room('Train')).toContainText(/\d\/200/, { timeout: 60_000 });
  await lab.cancelButton.click();
  await expect(lab.trainButton).toBeVisible();
  await expect(lab.room('Train')).toContainText(/cancelled/i);
  await lab.chooseStrategies(['Frequency only']);
  await lab.setEpochs(1);
  await lab.train();
  expect(Object.keys(await lab.rows()).length).toBe(1);
});
