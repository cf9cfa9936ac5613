import './require-node.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './project.mjs';

const PUBLIC = join(ROOT, 'public');
const PAPER = '#fbfaf7';

/** `scale` below 1 keeps the drawing clear of the masks that systems cut icons with, on paper from edge to edge. */
const PICTURES = [
  { file: 'icon-192.png', pixels: 192, scale: 1 },
  { file: 'icon-512.png', pixels: 512, scale: 1 },
  { file: 'icon-maskable-512.png', pixels: 512, scale: 0.76 },
  { file: 'apple-touch-icon.png', pixels: 180, scale: 0.9 },
];

await ensureInstalled();
const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage();
const drawing = readFileSync(join(PUBLIC, 'icon.svg'), 'utf8');
for (const { file, pixels, scale } of PICTURES) {
  await page.setViewportSize({ width: pixels, height: pixels });
  const ground = scale < 1 ? PAPER : 'transparent';
  await page.setContent(
    `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}svg{width:${100 * scale}vw}</style>${drawing}`,
  );
  await page.screenshot({ path: join(PUBLIC, file), omitBackground: true });
}
await browser.close();
