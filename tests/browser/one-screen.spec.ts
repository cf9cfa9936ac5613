import type { Locator } from '@playwright/test';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

/** The part of an element that the screen shows, 0 to 1. */
async function shownShare(element: Locator): Promise<number> {
  return element.evaluate((target) => {
    const { top, bottom, height } = target.getBoundingClientRect();
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)) / height;
  });
}

test('at 1440 x 900 the way from the strip to the results is one screen', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const strip = page.getByRole('application', { name: /^ECG of P01/ });
  const cards = page.getByRole('article', { name: /^(Time|Frequency|Spectrogram|Rhythm)$/ });
  const streams = page.getByRole('article', { name: /fusion$/ });
  await expect(cards).toHaveCount(4);
  await expect(streams).toHaveCount(3);
  await lab.chooseStrategies(['Frequency only', 'Rhythm only', 'Late']);
  await lab.setEpochs(2);
  await page.evaluate(() => scrollTo(0, 0));
  await lab.train();
  const curves = page.getByRole('region', { name: 'Train', exact: true }).getByRole('img', { name: /ccuracy/ });
  await expect(curves).toBeVisible();

  expect(await page.evaluate(() => scrollY)).toBe(0);
  for (const element of [strip, ...(await cards.all()), ...(await streams.all()), curves, lab.trainButton]) {
    expect(await shownShare(element), String(element)).toBeGreaterThan(0.99);
  }
  const table = lab.results.getByRole('region', { name: 'Results table' });
  expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const rows = await table.locator('tbody tr').all();
  for (const row of rows.slice(0, 3)) expect(await shownShare(row)).toBeGreaterThan(0.99);
});

test('further representations come from a menu, and the row of cards grows no higher', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const room = page.getByRole('region', { name: 'Representations' });
  const cards = room.getByRole('article');
  await expect(cards).toHaveCount(4);
  const { height } = (await room.boundingBox()) as { height: number };
  const more = room.getByText('More representations');
  for (const [index, name] of ['Scalogram', 'Recurrence plot'].entries()) {
    await more.click();
    await room.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await more.click();
    await expect(cards).toHaveCount(5 + index);
    await expect(room.getByRole('article', { name }).getByRole('img', { name: /of the selected beat/ })).toBeVisible();
  }
  const grown = ((await room.boundingBox()) as { height: number }).height - height;
  // A bar to scroll by, and no second row.
  expect(grown).toBeLessThan(24);
  // The card goes with the tick, so there is no box left to see unticked.
  await room.getByRole('checkbox', { name: 'Scalogram takes part in fusion' }).click();
  await expect(cards).toHaveCount(5);
  await expect(room.getByRole('article', { name: 'Scalogram' })).toHaveCount(0);
  await room.getByRole('checkbox', { name: 'Time takes part in fusion' }).uncheck();
  await room.getByRole('checkbox', { name: 'Time alone as a baseline' }).uncheck();
  await expect(room.getByRole('article', { name: 'Time' })).toHaveCount(1);
});

test('on a phone Train stays within reach wherever the page is', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  for (const share of [0, 0.5, 1]) {
    await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), share);
    expect(await shownShare(lab.trainButton)).toBe(1);
  }
});

test('fusion unfolds to every layer, the cure and the baselines, by keyboard as well', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  const fusion = page.getByRole('region', { name: 'Fusion' });
  const cure = fusion.getByRole('checkbox', { name: /^Equal weight/ });
  await expect(cure).toHaveCount(0);
  const fold = fusion.getByRole('button', { name: /^Layers, equal weight, baselines/ });
  await fold.focus();
  await page.keyboard.press('Enter');
  await expect(cure).toBeVisible();
  await expect(fusion.getByRole('group', { name: /^Baselines/ })).toBeVisible();
  await expect(fusion.getByText('conv 16').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(cure).toHaveCount(0);
});

test('between a phone and a desk, opening files and Train stand in the first line while a race runs', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await lab.setEpochs(200);
  await lab.chooseStrategies(['Spectrogram only']);
  await lab.trainButton.click();
  await expect(lab.room('Train')).toContainText(/\d\/200/, { timeout: 60_000 });
  await page.getByRole('button', { name: /^Pause/ }).click();
  await expect(lab.room('Train')).toContainText('paused');
  for (const width of [1440, 1024, 800, 720]) {
    await page.setViewportSize({ width, height: 768 });
    const title = (await page.getByRole('heading', { level: 1 }).boundingBox()) as { y: number; height: number };
    for (const button of [lab.header.getByRole('button', { name: 'Open files' }), lab.cancelButton]) {
      const { y, height } = (await button.boundingBox()) as { y: number; height: number };
      expect(Math.abs(y + height / 2 - title.y - title.height / 2), `${width}`).toBeLessThan(6);
    }
    const cut = await lab
      .room('Train')
      .evaluate((step) =>
        [...step.querySelectorAll('span')]
          .filter((text) => text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0)
          .map((text) => text.textContent),
      );
    expect(cut, `${width}`).toEqual([]);
  }
});
