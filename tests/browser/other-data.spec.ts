import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

const RHYTHMS = join(process.env.ECG_DATA ?? '../shared/data', 'cpsc2021');

const SIZES = [
  { width: 1440, height: 900 },
  { width: 800, height: 900 },
  { width: 390, height: 844 },
];

/** A table as Kaggle has it: 187 samples a row and the number of the row's class, N, S, V, F or Q. */
function kaggleTable(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = row % 4;
    const samples = Array.from({ length: 187 }, (_unused, at) => {
      const beat =
        Math.exp(-((at - 40) ** 2) / (8 + 12 * label)) + 0.3 * Math.exp(-((at - 110 + 9 * label) ** 2) / 200);
      return (beat + 0.02 * Math.sin(at * (1 + (row % 7)))).toFixed(4);
    });
    return [...samples, `${label}.0`].join(',');
  });
  return Buffer.from(`${lines.join('\n')}\n`);
}

const TABLE = { name: 'mitbih_train.csv', mimeType: 'text/csv', buffer: kaggleTable(120) };

async function choose(page: Page, files: string[] | (typeof TABLE)[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('banner').getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles(files);
}

/** Nothing that axe finds, and nothing cut off at the side, at each size, light and dark. */
async function expectInOrder(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Figures and the strip follow the size and the colours in frames of their own.
      await page.waitForTimeout(500);
      const name = `${size.width} ${colorScheme}`;
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(size.width);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`),
      ).toEqual([]);
    }
  }
}

/** What the columns of the recordings say of one of them, from its length on. */
async function columnsOf(page: Page, recording: string): Promise<Record<string, string>> {
  const table = page.getByRole('region', { name: 'Table of recordings' });
  const heads = await table.locator('thead th').allInnerTexts();
  const cells = await table
    .getByRole('row', { name: new RegExp(`Show ${recording}`) })
    .locator('th, td')
    .allInnerTexts();
  return Object.fromEntries(heads.map((head, at) => [head.trim(), (cells[at] ?? '').trim()]));
}

test('windows of a rhythm: each recording says how many of each it has, and every panel is in order', async ({
  page,
}) => {
  test.skip(!existsSync(RHYTHMS), 'the CPSC 2021 records are not in $ECG_DATA or ../shared/data');
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const files = readdirSync(RHYTHMS).filter((file) => /\.(hea|dat|atr)$/.test(file));
  await choose(
    page,
    files.map((file) => join(RHYTHMS, file)),
  );
  await expect(lab.room('Data')).toContainText('windows of 10 s');
  await lab.room('Data').click();
  expect(await columnsOf(page, 'data_101_6')).toMatchObject({ Length: '1:52', AFIB: '3', N: '4', other: '0' });
  await lab.chooseStrategies(['Frequency only', 'Rhythm only']);
  await lab.setEpochs(1);
  await lab.train();
  await expect(lab.results.getByRole('img', { name: /Confusion matrix/ })).toBeVisible();
  await expectInOrder(page);
});

test('after other files are opened, results say of which data they are, until those are open again', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await lab.chooseStrategies(['Frequency only', 'Late']);
  await lab.setEpochs(1);
  await lab.train();
  await expect(lab.room('Compare')).toContainText('leads');
  await expect(lab.results.getByRole('note')).toHaveCount(0);

  await choose(page, [TABLE]);
  await expect(lab.room('Data')).toContainText('1 table');
  await expect(lab.room('Train')).toContainText('ready');
  await expect(lab.room('Compare')).toHaveText(/none of this data yet/);
  await expect(lab.results.getByRole('note')).toContainText('former data: Built-in cohort. Open now: mitbih_train');
  await lab.room('Data').click();
  expect(await columnsOf(page, 'mitbih_train')).toMatchObject({
    Length: '120 rows',
    N: '30',
    S: '30',
    V: '30',
    F: '30',
  });
  await expect(page.getByRole('article', { name: 'Rhythm' })).toContainText('A row of a table has no beats around it');
  await expectInOrder(page);

  await page.getByRole('button', { name: 'Use built-in cohort' }).click();
  await expect(lab.room('Data')).toContainText('24 patients');
  await expect(lab.room('Compare')).toContainText('leads');
  await expect(lab.results.getByRole('note')).toHaveCount(0);
});
