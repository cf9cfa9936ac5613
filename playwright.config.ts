import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './scripts/find-chromium.mjs';

/** Two checkouts, or two people on one machine, give each run a port of its own. */
const port = Number(process.env.LAB_TEST_PORT ?? 4180);
const address = `http://127.0.0.1:${port}/`;

/** `npm test` names a file for the counts that it adds up; nobody else wants one. */
const report = process.env.PLAYWRIGHT_REPORT;

const executablePath = findChromium();

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  // WebGPU in software and two cores: generous times, one test at a time, and no second chance that would hide a fault.
  timeout: 400_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: address,
    // What cannot be pressed within this time is not there: better said soon than at the test's own limit.
    actionTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node scripts/start.mjs --no-open --port ${port}`,
    url: address,
    // Never a server that was there before: it might serve another build.
    reuseExistingServer: false,
    env: { LAB_DATA: 'test-results/local-data' },
    timeout: 400_000,
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
