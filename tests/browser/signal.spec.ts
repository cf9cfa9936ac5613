import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

async function unfold(page: Page, lab: LabPage): Promise<void> {
  await lab.room('Data').click();
  await page.locator('summary', { hasText: 'Signal' }).click();
}

/** What the picture of a representation says of itself. */
async function told(page: Page, name: string): Promise<string> {
  const picture = page.getByRole('article', { name, exact: true }).getByRole('img', { name: /of the selected beat/ });
  return (await picture.getAttribute('aria-label')) ?? '';
}

test('band, baseline and notch are changed in the page, and the pictures follow', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await unfold(page, lab);
  const changes: readonly (() => Promise<unknown>)[] = [
    () => page.getByLabel('Band from').fill('2'),
    () => page.getByLabel('Band to').fill('20'),
    () => page.getByLabel('Baseline', { exact: true }).selectOption('median'),
  ];
  for (const change of changes) {
    const before = await told(page, 'Time');
    await change();
    await expect.poll(() => told(page, 'Time')).not.toBe(before);
  }
  await page.getByLabel('Mains notch').selectOption('50');
  await expect(page.locator('summary', { hasText: 'Signal' })).toContainText('2 to 20 Hz · notch 50 Hz · medians off');
  // An edge above the other is said and not taken.
  await page.getByLabel('Band from').fill('30');
  await expect(page.getByText(/Band from: expected a number from 0.05 to 15, found/)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

test('several leads become channels by name, and poor beats are counted', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await unfold(page, lab);
  await expect(lab.room('Representations')).toContainText('1,344 numbers');
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await expect(lab.room('Representations')).toContainText('2,688 numbers');
  await page.getByLabel('Channel 1, choice 1').selectOption('V1');
  await expect(page.getByText(/^0 of 24 recordings have a lead for each channel/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove channel 2' }).click();
  await expect(page.getByRole('combobox', { name: 'Lead', exact: true })).toContainText('V1 (analysed)');
  await page.getByRole('button', { name: 'Usual lead' }).click();
  await expect(page.getByText('else its first lead')).toBeVisible();
  await page.getByLabel('Least beat quality').fill('1');
  await expect(page.getByText(/^P01: .* of 146 beats are poorer, hollow in the strip\.$/)).toBeVisible();
  await lab.chooseStrategies(['Rhythm only']);
  await lab.setEpochs(1);
  await lab.train();
  await expect(lab.results).toContainText(/training beats have a quality below 1 and train nothing/);
});

test('beats that were found are found anew by the detector that is chosen', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const beat = (at: number): number => Math.exp(-0.5 * (((at % 225) - 112) / 3) ** 2);
  const rows = Array.from({ length: 7500 }, (_, at) => `${(at / 250).toFixed(3)},${beat(at).toFixed(4)}`);
  const buffer = Buffer.from(`time,II\n${rows.join('\n')}\n`);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ name: 'quiet.csv', mimeType: 'text/csv', buffer }]);
  await expect(page.getByRole('application', { name: /^ECG of quiet/ })).toBeVisible();
  await unfold(page, lab);
  const found = page.getByText(/quiet has no annotated beats: \d+ were found/);
  await expect(found).toHaveText(/detector: elgendi/);
  await page.getByLabel('R-peak detector').selectOption('pan-tompkins');
  await expect(found).toHaveText(/detector: pan-tompkins/);
});
