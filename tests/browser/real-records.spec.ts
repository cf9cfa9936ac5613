import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

const DATA = join(process.env.ECG_DATA ?? '../shared/data', 'mitdb');
/** Where the server that the tests start looks for downloaded databases (playwright.config.ts). */
const LOCAL_DATA = 'test-results/local-data';
const NO_DATA = 'the MIT-BIH records are not in $ECG_DATA or ../shared/data';

function filesOf(records: readonly string[], endings = ['hea', 'dat', 'atr']): string[] {
  return records.flatMap((record) => endings.map((ending) => join(DATA, `${record}.${ending}`)));
}

async function choose(page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('banner').getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles(files as string[]);
}

test('reads real records, lists them, suggests DS1 and DS2, and trains on them', async ({ page }) => {
  test.skip(!existsSync(DATA), NO_DATA);
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await choose(page, filesOf(['106', '119', '208', '233', '200', '213']));
  await expect(lab.header).toContainText('6 patients', { timeout: 60_000 });
  await expect(lab.header).not.toContainText('synthetic');
  await lab.room('Data').click();
  const row = page.getByRole('row', { name: /Show 208/ });
  await expect(row).toContainText('MLII, V1');
  await expect(row).toContainText('360');
  await expect(row).toContainText('1,586');
  await expect(row).toContainText('ok');

  const suggested = page.getByRole('button', { name: 'Use DS1 → DS2' });
  await expect(suggested).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(suggested).toHaveCount(0);
  await page.getByRole('radio', { name: 'DS1 → DS2', exact: true }).check();
  await lab.chooseStrategies(['Rhythm only', 'Frequency only']);
  await lab.setEpochs(1);
  await lab.train();
  await expect(lab.results).toContainText('DS2');
  await expect(lab.results).not.toContainText('synthetic');
  expect(Object.keys(await lab.rows()).length).toBe(2);
});

test('offers a database that was downloaded to this machine, and opens it with one click', async ({ page }) => {
  test.skip(!existsSync(DATA), NO_DATA);
  const folder = join(LOCAL_DATA, 'mitdb');
  mkdirSync(folder, { recursive: true });
  for (const file of filesOf(['100', '101'])) copyFileSync(file, join(folder, basename(file)));
  writeFileSync(join(folder, 'about.json'), '{"label":"MIT-BIH Arrhythmia Database"}');
  const lab = new LabPage(page);
  await lab.open();
  await lab.header.getByRole('button', { name: 'Open mitdb' }).click();
  await expect(lab.header).toContainText('2 patients');
  await lab.room('Data').click();
  await expect(page.getByRole('row', { name: /Show 100/ })).toContainText('2,239');
  rmSync(LOCAL_DATA, { recursive: true });
});

test('says what is wrong with a file, in one sentence, and keeps what was open', async ({ page }) => {
  test.skip(!existsSync(DATA), NO_DATA);
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await choose(page, filesOf(['100']));
  await expect(lab.header).toContainText('1 patient');
  const whole = readFileSync(join(DATA, '101.dat'));
  const header = readFileSync(join(DATA, '101.hea'));
  await choose(page, [
    { name: '101.hea', mimeType: '', buffer: header },
    { name: '101.dat', mimeType: '', buffer: whole.subarray(0, 100_000) },
    { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) },
    { name: 'words.csv', mimeType: 'text/csv', buffer: Buffer.from('these,are,words\nand,more,words\n') },
  ]);
  await expect(lab.problems).toHaveCount(3);
  await expect(lab.problems.filter({ hasText: '101.dat' })).toContainText(/expected .* found .*100,?000/);
  await expect(lab.header).toContainText('1 patient');

  // One patient cannot be split by patient: nothing trains, and a sentence says why.
  await lab.trainButton.click();
  await expect(page.getByText(/expected at least 3 patients/).first()).toBeVisible({ timeout: 60_000 });
  await expect(lab.trainButton).toBeVisible();
});

test('asks for a sampling rate that a CSV does not state', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const rows = Array.from({ length: 2000 }, (_, index) =>
    (Math.sin(index / 9) + (index % 250 === 0 ? 3 : 0)).toFixed(3),
  );
  await choose(page, [
    { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(`MLII (mV)\n${rows.join('\n')}\n`) },
  ]);
  const question = page.getByRole('textbox', { name: /rate/i }).or(page.getByRole('spinbutton', { name: /rate/i }));
  await expect(question).toBeVisible();
  await question.fill('250');
  await question.press('Enter');
  await expect(lab.header).toContainText('1 patient');
  await lab.room('Data').click();
  await expect(page.getByRole('row', { name: /Show mine/ })).toContainText('250');
});
