import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** `npm run screenshots` renews the picture of the README; every run leaves the others in test-results for a look. */
const README_PICTURE = process.env.README_PICTURE;

test('fits three sizes of screen, light and dark, with nothing cut off at the side and nothing that axe finds', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await lab.chooseStrategies(['Early', 'Late', 'Intermediate', 'Time only', 'Frequency only', 'Spectrogram only']);
  if (!README_PICTURE) await lab.setEpochs(1);
  await lab.train();
  await expect(page.locator('.js-plotly-plot').first()).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Figures and the strip follow the size and the colours in frames of their own.
      await page.waitForTimeout(500);
      const name = `${size.width}x${size.height}-${colorScheme}`;
      await page.screenshot({ path: `test-results/screens/${name}.png` });
      await page.screenshot({ path: `test-results/screens/${name}-whole.png`, fullPage: true });
      if (README_PICTURE && size.width === 1440 && colorScheme === 'light') {
        await page.screenshot({ path: README_PICTURE });
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(size.width);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`),
      ).toEqual([]);
    }
  }
});
