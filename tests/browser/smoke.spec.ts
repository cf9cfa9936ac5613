import { expect, test } from './lab-test';
import { waitUntilOfflineReady } from './service-worker';
import { startStaticHost } from './static-host';

test('the first visit shows the lab, in a page that may share memory with its workers', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/ECG Fusion Lab/);
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('the browser offers to install it', async ({ page }) => {
  await page.goto('/');
  const address = await page.locator('link[rel="manifest"]').evaluate((link) => (link as HTMLLinkElement).href);
  const manifest = await (await page.request.get(address)).json();
  expect(manifest).toMatchObject({ name: 'ECG Fusion Lab', display: 'standalone', start_url: './' });
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(new URL(src, address).href);
    expect(icon.headers()['content-type'], src).toBe(type);
  }
});

test('after one visit it opens with the network cut', async ({ page, context }) => {
  await page.goto('/');
  await waitUntilOfflineReady(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
});

test('everything that was built is kept for offline use', async ({ page }) => {
  await page.goto('/');
  await waitUntilOfflineReady(page);
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
    return requests.map(({ url }) => new URL(url).pathname.slice(1));
  });
  const { readdirSync } = await import('node:fs');
  const built = readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice('dist/'.length))
    // Which databases lie on this machine is the server's to say, each time.
    .filter((path) => path !== 'data/list.json');
  expect(kept.sort()).toEqual(built.sort());
});

test("it works in a folder of a static host that sends none of the lab's headers", async ({
  page,
  context,
  ownOrigins,
}) => {
  const host = await startStaticHost('/courses/ecg/');
  ownOrigins.add(host.origin);
  await page.goto(`${host.origin}/courses/ecg/`);
  await expect(page.locator('#root')).not.toBeEmpty();
  await waitUntilOfflineReady(page);
  host.close();
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
});
