import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Download, Locator, Page } from '@playwright/test';
import { parseAnnotations } from '../../src/formats/wfdb/annotations';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

class StripPage {
  constructor(readonly page: Page) {}

  get paper(): Locator {
    return this.page.getByRole('application', { name: /^ECG of P01/ });
  }

  /** Seconds at the left edge, and pixels a second. */
  async view(): Promise<readonly [startSeconds: number, pixelsPerSecond: number]> {
    const [start, zoom] = ((await this.paper.getAttribute('data-seconds')) ?? '').split(' ').map(Number);
    return [start as number, zoom as number];
  }

  /** Until a glide has ended. */
  async still(): Promise<readonly [number, number]> {
    let before = '';
    await expect(async () => {
      const now = String(await this.paper.getAttribute('data-seconds'));
      const rests = now === before;
      before = now;
      expect(rests).toBe(true);
    }).toPass({ intervals: [150] });
    return this.view();
  }

  async open(): Promise<void> {
    const lab = new LabPage(this.page);
    await lab.open('?backend=cpu');
    await expect(this.paper).toBeVisible();
    await expect(this.page.getByRole('img', { name: /^Time of the selected beat/ })).toBeVisible();
    await this.still();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async saved(press: () => Promise<void>): Promise<Buffer> {
    const waiting = this.page.waitForEvent('download');
    await press();
    const download: Download = await waiting;
    return readFileSync(await download.path());
  }
}

test('the strip scrolls and zooms by wheel, drag and keys, and measures', async ({ page }) => {
  const strip = new StripPage(page);
  await strip.open();
  const box = await strip.paper.boundingBox();
  if (!box) throw new Error('The strip is not on the page.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [start, zoom] = await strip.view();

  await page.mouse.move(x, y);
  await page.mouse.wheel(200, 0);
  await expect.poll(async () => (await strip.view())[0]).toBeCloseTo(start + 200 / zoom, 1);
  await page.mouse.down();
  await page.mouse.move(x + 100, y, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await strip.view())[0]).toBeLessThan(start + 200 / zoom - 0.5);

  await strip.paper.focus();
  await page.keyboard.press('-');
  await expect.poll(async () => (await strip.view())[1]).toBeLessThan(zoom);
  await page.keyboard.press('0');
  await page.getByLabel('Speed of the paper').selectOption('50');
  await expect.poll(async () => (await strip.still())[1]).toBeCloseTo(2 * zoom, 1);
  await page.getByLabel('Speed of the paper').selectOption('25');
  await strip.still();

  await strip.paper.focus();
  await page.keyboard.press('c');
  const reading = page.getByText(/^\d+ ms · [\d.]+ bpm · [+−][\d.]+ mV in MLII$/);
  await expect(reading).toHaveText(/^800 ms · 75\.0 bpm/);
  await page.keyboard.press('>');
  await expect(reading).not.toHaveText(/^800 ms/);
  await page.keyboard.press('Escape');
  await expect(reading).toHaveCount(0);
});

test('a chosen time shows its spectrogram and its beats, and a pixel of a spectrogram its samples', async ({
  page,
}) => {
  const strip = new StripPage(page);
  await strip.open();
  const box = await strip.paper.boundingBox();
  if (!box) throw new Error('The strip is not on the page.');
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + 300, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 700, box.y + 60, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const chosen = page.getByRole('region', { name: 'Chosen time' });
  await expect(chosen.getByRole('img', { name: /^Spectrogram of MLII/ })).toBeVisible();
  const beats = chosen.getByRole('button', { name: /^Show beat/ });
  expect(await beats.count()).toBeGreaterThan(2);
  await beats.last().click();
  await expect(chosen.locator('tr[aria-current]')).toHaveCount(1);

  const drawn = (): Promise<string> =>
    strip.paper.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const before = await drawn();
  const image = page.getByRole('img', { name: /^Spectrogram of the selected beat/ });
  await image.hover();
  await expect.poll(drawn).not.toBe(before);
  await page.mouse.move(5, 5);

  await strip.button('More').click();
  await page.getByText('Keys', { exact: true }).click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual(
    [],
  );
});

test('beats are corrected, taken back, kept over a reload, and exported as .atr', async ({ page }) => {
  const strip = new StripPage(page);
  await strip.open();
  const selected = page.getByText(/beat \d+ of \d+ · /);
  await expect(selected).toHaveText(/^V, ventricular ectopic · beat 7 of 146/);
  await strip.button('More').click();
  const before = parseAnnotations(await strip.saved(() => strip.button('Save .atr').click())).annotations;

  await strip.paper.focus();
  await page.keyboard.press('e');
  await page.keyboard.press('f');
  await expect(selected).toHaveText(/^F, fusion/);
  await expect(page.getByText('1 correction', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(selected).toHaveText(/^V, /);
  await page.keyboard.press('Control+Shift+Z');
  await expect(selected).toHaveText(/^F, /);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  await expect(page.getByText('2 corrections', { exact: true })).toBeVisible();

  await page.reload();
  await expect(page.getByText('2 corrections', { exact: true })).toBeVisible();
  await strip.button('More').click();
  const after = parseAnnotations(await strip.saved(() => strip.button('Save .atr').click())).annotations;
  expect(after).toHaveLength(before.length - 1);
  const changed = after.filter((each, index) => each.symbol !== before[index]?.symbol).at(0);
  expect(changed?.symbol).toBe('F');
  expect(before.find(({ sample }) => sample === changed?.sample)?.symbol).toBe('V');
});

test('what is seen is saved as SVG to scale, and a measured screen changes the paper', async ({ page }) => {
  const strip = new StripPage(page);
  await strip.open();
  await strip.button('More').click();
  const svg = (await strip.saved(() => strip.button('Save SVG').click())).toString();
  const [, width, boxWidth] = /width="([\d.]+)mm" height="[\d.]+mm" viewBox="0 0 ([\d.]+) /.exec(svg) ?? [];
  expect([width, boxWidth]).toEqual(['264', '264']);
  expect(svg).toContain('25 mm/s');
  expect(svg).toContain('synthetic');

  const [, zoom] = await strip.view();
  await page.getByText('Screen size', { exact: true }).click();
  const slider = page.getByLabel('Width of the frame');
  await slider.fill(String(85.6 * 5));
  await expect(page.getByTestId('bank-card')).toHaveCSS('width', /^42[78]/);
  await expect.poll(async () => (await strip.still())[1] / zoom).toBeCloseTo((5 * 25.4) / 96, 1);
});

test('a selected beat stays in sight when the window becomes as narrow as a phone', async ({ page }) => {
  const strip = new StripPage(page);
  await strip.open();
  const selected = Number(/0:0(\d\.\d)/.exec((await page.getByText(/beat \d+ of/).textContent()) ?? '')?.[1]);
  expect(selected).toBeGreaterThan(3.7);
  await page.setViewportSize({ width: 390, height: 844 });
  const [start, zoom] = await strip.still();
  const { width } = (await strip.paper.boundingBox()) as { width: number };
  expect(selected).toBeGreaterThan(start);
  expect((selected - start) * zoom).toBeLessThan(width);
});
